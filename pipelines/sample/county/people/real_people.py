"""Names that no person in the sample may have.

Here: names of real people, with the reason why they must not appear in made-up crime records, and `is_real`. It ignores
case, accents, short forms and which of the two names comes first. Not here: a name that many people have (a forename
alone, a common surname). Only a forename and a surname together identify somebody.
"""

from pipelines.sample.county.people.letters import without_accents
from pipelines.sample.county.people.name_lists import FORENAME_FORMS

REAL_PEOPLE: dict[str, str] = {
    "killed in hate crimes, or by neglect after one": """
        Stephen Lawrence, Steven Lawrence, Anthony Walker, Bijan Ebrahimi, Sophie Lancaster, Damilola Taylor,
        Zahid Mubarek, Ross Parker, Kriss Donald, Jo Cox, Helen Cox, Makram Ali, Mohammed Saleem, Ian Baynham,
        Brandon Teena, Rolan Adams, Rohit Duggal, Blair Peach, Altab Ali, Gurdip Singh, Kelso Cochrane,
        Jody Dobrowski, David Morley, Michael Causer, Brent Martin, Fiona Pilkington, Francecca Hardwick,
        Gemma Hayter, Steven Hoskin, Stephen Hoskin, Raymond Atherton, Christopher Foulkes, Lee Irving,
        Jimmy Prout, Matthew Shepard, Mushin Ahmed, Arkadiusz Jozwik, Nahid Almanea, Mohammed Chaudhry,
        Robert Hamer, Isaiah Haastrup, Simon Mitchell, Siddhartha Dhar, Tipu Sultan, Israr Hussain,
        Ahmed Iqbal Ullah, Navid Sadiq, Liaquat Ali, Shezan Umarji, Johnny Delaney, Chris Donald, Vikram Singh,
        Imran Khan, Mark Scott, Lakhvinder Reel, Ricky Reel, Michael Menson, Surjit Chhokar, Christopher Alder,
        Lucy Meadows
        """,
    "victims of crimes all the country knows": """
        Lee Rigby, Keith Palmer, James Bulger, Jamie Bulger, Sarah Payne, Milly Dowler, Amanda Dowler,
        Madeleine McCann, Holly Wells, Jessica Chapman, Rachel Nickell, Jill Dando, Suzy Lamplugh, Joanna Yeates,
        Stephen Port, Jack Taylor, Gabriel Kovari, Daniel Whitworth, Victoria Climbie, Peter Connelly,
        Daniel Pelka, Martyn Hett, Saffie Roussos, Shannon Matthews, April Jones, Becky Watts, Alice Gross,
        Sarah Everard, Anni Dewani, Banaz Mahmod, Shafilea Ahmed, David Amess, Yvonne Fletcher, Georgi Markov,
        Alan Kurdi
        """,
    "those who did them": """
        David Norris, Gary Dobson, Luke Knight, Neil Acourt, Jamie Acourt, David Copeland, Thomas Mair,
        Darren Osborne, Fred West, Rosemary West, Rose West, Harold Shipman, Peter Sutcliffe, Ian Brady,
        Myra Hindley, Ian Huntley, Maxine Carr, Roy Whiting, Levi Bellfield, Dennis Nilsen, Raoul Moat,
        Derrick Bird, Thomas Hamilton, Michael Ryan, Michael Adebolajo, Michael Adebowale, Khalid Masood,
        Salman Abedi, Khuram Butt, Robert Thompson, Jon Venables, Jimmy Savile, Max Clifford, Rolf Harris
        """,
    "royals, prime ministers and other politicians": """
        Elizabeth Windsor, Charles Windsor, William Windsor, Harry Windsor, Andrew Windsor, Edward Windsor,
        Philip Mountbatten, Diana Spencer, Kate Middleton, Catherine Middleton, Camilla Parker, Meghan Markle,
        Theresa May, David Cameron, Gordon Brown, Tony Blair, Anthony Blair, John Major, Margaret Thatcher,
        James Callaghan, Harold Wilson, Edward Heath, Boris Johnson, Liz Truss, Elizabeth Truss, Rishi Sunak,
        Keir Starmer, Winston Churchill, Jeremy Corbyn, Ed Miliband, David Miliband, Nick Clegg, Nigel Farage,
        Michael Gove, George Osborne, Amber Rudd, Philip Hammond, Sajid Javid, Priti Patel, Sadiq Khan,
        Diane Abbott, John McDonnell, Alan Johnson, William Hague, Michael Howard, Iain Smith, Chris Grayling,
        Nicola Sturgeon, Alex Salmond, Tim Farron, Vince Cable, Enoch Powell, Nick Griffin, Tommy Robinson,
        Stephen Lennon, Paul Golding, Jayda Fransen, Marcus Jones, Mark Pawsey, Chris White, Matt Western,
        Nadhim Zahawi, Craig Tracey, Jeremy Wright, Philip Seccombe, Ron Ball, Martin Jelley, Indira Gandhi,
        Sonia Gandhi, Rahul Gandhi, Rajiv Gandhi, Mohandas Gandhi, Narendra Modi, Benazir Bhutto, Donald Trump,
        Barack Obama, Hillary Clinton, Bill Clinton, William Clinton, George Bush, Angela Merkel, Lech Walesa,
        Andrzej Duda, Donald Tusk, Olusegun Obasanjo, Li Peng, Jiang Qing
        """,
    "known to everyone": """
        William Shakespeare, George Eliot, Mary Evans, Charles Dickens, Isaac Newton, Charles Darwin,
        Stephen Hawking, David Attenborough, Martin King, Rosa Parks, Nelson Mandela, Muhammad Ali, Mohammed Ali,
        Mohammad Ali, Malala Yousafzai, David Beckham, Victoria Beckham, Wayne Rooney, Harry Kane, Gary Lineker,
        Steven Gerrard, Stephen Gerrard, Frank Lampard, John Terry, Rio Ferdinand, Mo Farah, Mohamed Farah,
        Andy Murray, Andrew Murray, Lewis Hamilton, Jessica Ennis, Kelly Holmes, Tom Daley, Thomas Daley,
        Alex Ferguson, Bobby Moore, Bobby Charlton, Frank Whittle, Frank Bruno, Tyson Fury, Anthony Joshua,
        Paul McCartney, John Lennon, George Harrison, Mick Jagger, Michael Jagger, Elton John, David Bowie,
        George Michael, Freddie Mercury, Robbie Williams, Gary Barlow, Cheryl Cole, Ed Sheeran, Amy Winehouse,
        Zayn Malik, Harry Styles, Liam Payne, Tom Jones, Thomas Jones, Phil Collins, Rod Stewart, Annie Lennox,
        Jeremy Clarkson, Richard Hammond, James May, Graham Norton, Stephen Fry, Hugh Laurie, Rowan Atkinson,
        Russell Brand, Ricky Gervais, Simon Cowell, Holly Willoughby, Philip Schofield, Piers Morgan, Emma Watson,
        Emma Thompson, Kate Winslet, Judi Dench, Maggie Smith, Helen Mirren, Colin Firth, Hugh Grant,
        Daniel Craig, Daniel Radcliffe, Idris Elba, Roger Moore, Sean Connery, Michael Caine, Joanne Rowling,
        Philip Larkin, Agatha Christie, Alan Turing, Bill Gates, William Gates, Steve Jobs, Stephen Jobs,
        Elizabeth Taylor, Michael Jackson, Robert Lewandowski, Lech Kaczynski, Jaroslaw Kaczynski, Salman Khan,
        Shahrukh Khan, Amir Khan, Aamir Khan, Jemima Khan, Virat Kohli, Sachin Tendulkar, Priyanka Chopra,
        Jackie Chan, Bruce Lee, Cristiano Ronaldo, Luciano Pavarotti, Tamzin Merchant
        """,
    "named in the 2017 report": """
        Karen Thomas, Thomas Kane, Jordan Charles, Letitia George
        """,
}


def _plain(name: str) -> str:
    """Return a name in small letters, without accents, spaces and punctuation."""
    plain = without_accents(name)
    return (plain if plain.isalpha() else "".join(filter(str.isalpha, plain))).casefold()


def _forms(forename: str) -> set[str]:
    return {forename}.union(*(group for group in FORENAME_FORMS if forename in group))


def _pairs() -> frozenset[tuple[str, str]]:
    listed = [name.split() for names in REAL_PEOPLE.values() for name in names.split(",")]
    straight = {(_plain(form), _plain(words[-1])) for words in listed for form in _forms(words[0])}
    return frozenset(straight | {(last, first) for first, last in straight})


_REAL = _pairs()


def is_real(forename: str, surname: str) -> bool:
    """Return whether the two names together are a real person's."""
    return (_plain(forename), _plain(surname)) in _REAL
