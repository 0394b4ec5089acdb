"""Names that Faker doesn't have, or has only in other scripts, typed by hand.

Here: common forenames and surnames in England, for communities whose names Faker does not have in the Latin alphabet,
and the short and other forms of forenames. names.py says which community uses which list.
"""


def _words(*lines: str) -> list[str]:
    return " ".join(lines).split()


def _groups(*lines: str) -> list[list[str]]:
    return [group.split() for line in lines for group in line.split(",")]


PUNJABI_FORENAMES = _words(
    "Harpreet Gurpreet Jaspreet Manpreet Amarjit Baljit Sukhdeep Navdeep Kuldeep Ranjit Surinder",
    "Parminder Harjinder Balwinder Jasvinder Rajinder Satnam Mandeep Kulwinder Gurdeep Amandeep",
    "Sukhvinder Davinder Jagdeep Simranjit Kiranjit Narinder Charanjit Inderjit Hardeep",
)
PUNJABI_SURNAMES = _words("Dhillon Sandhu Grewal Gill Sidhu Bains Johal Dosanjh Sahota Atwal Basra Uppal Mann Virk")

SOUTH_ASIAN_MUSLIM_MEN = _words(
    "Mohammed Muhammad Mohammad Ahmed Ali Hassan Usman Bilal Imran Adnan Kamran Tariq Nadeem Shahid Asif",
    "Waqar Zubair Faisal Hamza Ibrahim Yusuf Khalid Rashid Nasir Javed Arshad Zahid Sajid Shabir Aqib",
    "Haroon Junaid Farhan",
)
SOUTH_ASIAN_MUSLIM_WOMEN = _words(
    "Ayesha Fatima Zainab Aisha Maryam Khadija Sana Saima Nadia Rukhsana Shazia Samina Farzana Nasreen",
    "Rubina Shabana Amina Hafsa Iqra Sadia Uzma Noreen Tahira Yasmin Parveen Bushra Sumaira Mehwish",
)
PAKISTANI_SURNAMES = _words(
    "Khan Hussain Ahmed Malik Mahmood Iqbal Akhtar Shah Hussein Mirza Butt Chaudhry Raja Qureshi Sheikh",
    "Bhatti Aslam Rafiq Anwar Nawaz Riaz Yousaf Zaman Ashraf Bashir Latif",
)
BANGLADESHI_SURNAMES = _words(
    "Begum Miah Uddin Rahman Islam Khatun Choudhury Alam Hoque Ullah Ahmed Hussain Khanom Haque Kabir",
    "Sultana",
)

OTHER_ASIAN_MEN = _words(
    "Bikash Prakash Suresh Ramesh Dipendra Sanjay Kumar Nuwan Chaminda Lasith Sivakumar Thilan Jose Rey",
    "Mark Angelo Rodel Jun Danilo Farid Hamid Karim Reza Nima Somchai",
)
OTHER_ASIAN_WOMEN = _words(
    "Sunita Anita Maya Sita Puja Dilani Nirosha Chathuri Priya Thushari Maria Grace Rowena Marites",
    "Jocelyn Cherry Analyn Leila Shirin Parisa Nasrin Mina Siriporn Malee",
)
OTHER_ASIAN_SURNAMES = _words(
    "Gurung Rai Thapa Tamang Limbu Magar Shrestha Perera Fernando Silva Jayawardena Bandara Sivapalan",
    "Reyes Santos Cruz Bautista Mendoza Villanueva Dela-Cruz Ahmadi Karimi Rahimi Noori Hosseini Wongsa",
)

ARAB_MEN = _words(
    "Omar Khaled Youssef Mahmoud Samir Tarek Karim Hadi Nabil Walid Fadi Ziad Ammar Anas Bassam Hisham",
    "Mustafa Rami",
)
ARAB_WOMEN = _words("Layla Noor Rania Hala Dina Salma Huda Mona Reem Lina Amal Sawsan Nadine Rasha Ghada Yara Suha")
ARAB_SURNAMES = _words(
    "Haddad Khoury Mansour Nasser Saleh Hamdan Awad Darwish Aziz Jaber Sabbagh Najjar Shaheen Kassem Taha",
    "Barakat",
)

#: Short and other forms of forenames: any name in a group may replace any other.
FORENAME_FORMS = _groups(
    "William Bill Will Billy, Robert Bob Rob Robbie, Richard Rick Richie",
    "Katherine Kate Kathy Katie, Catherine Cath Cathy Kate, Elizabeth Liz Beth Lizzie Betty",
    "Margaret Maggie Peggy Marge, James Jim Jimmy Jamie, John Jack Johnny, Michael Mike Mick Mikey",
    "Thomas Tom Tommy, Anthony Tony Antony, Andrew Andy Drew, Christopher Chris Kit, Stephen Steve Steven",
    "Matthew Matt, Daniel Dan Danny, Joseph Joe Joey, Samuel Sam, Benjamin Ben, Alexander Alex Sandy",
    "Nicholas Nick Nicky, Edward Ted Ed Eddie, Patricia Pat Tricia, Susan Sue Suzie, Deborah Debbie Debra",
    "Jennifer Jenny Jen, Rebecca Becky Bex, Victoria Vicky Tori, Jacqueline Jackie",
    "Christine Chris Chrissie, Kimberley Kim, Jessica Jess Jessie, Charlotte Lottie Charlie",
    "Philip Phil Phillip, Geoffrey Geoff Jeff, Graham Graeme, Raymond Ray, Ronald Ron Ronnie",
    "Kenneth Ken Kenny, Gregory Greg, Timothy Tim, Peter Pete, David Dave Davy, Joshua Josh",
    "Jonathan Jon Jonny, Frederick Fred Freddie, Lewis Louis, Sara Sarah, Ann Anne Annie",
    "Mohammed Mohammad Muhammad Mohamed Mohd, Ahmed Ahmad, Hassan Hasan, Hussain Hussein Husain",
    "Yusuf Yousuf Yousaf, Ibrahim Ebrahim, Ayesha Aisha Aysha, Fatima Fatimah, Zainab Zaynab",
    "Maryam Mariam, Omar Umar, Usman Osman Uthman, Tariq Tareq, Khalid Khaled, Farhan Ferhan",
    "Yasmin Yasmeen, Katarzyna Kasia, Małgorzata Gosia, Agnieszka Aga, Aleksandra Ola, Magdalena Magda",
    "Anna Ania, Barbara Basia, Krzysztof Krzys, Tomasz Tomek, Jakub Kuba, Stanisław Staszek",
    "Wojciech Wojtek, Gurpreet Guri, Manpreet Mani, Jaspreet Jas Jass, Sukhdeep Sukh, Balwinder Bal",
    "Rajinder Raj, Surinder Suri",
)

#: Forms that may replace the first of two names, but not the other way round.
FORENAMES_ENGLISHED = _groups(
    "Krzysztof Chris, Piotr Peter, Paweł Paul, Tomasz Thomas, Michał Michael, Grzegorz Greg, Alexandru Alex",
    "Andrei Andrew, Ștefan Stefan, Mihai Michael, João John, Harpreet Harry, Gurpreet Gary, Joanna Asia",
    "Jan Janek, Wei Way, Xiuying Xiu, Emmanuel Manny, Oluwaseun Seun, Chukwuemeka Emeka, Francisco Paco",
)
