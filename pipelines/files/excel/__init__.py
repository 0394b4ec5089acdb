"""Reading Excel workbooks: whether a file may be opened as one, where its tables are, and what its cells say.

Here: turning a workbook into sheets of text. Other formats, headings, footers and periods are in `pipelines.files`.
"""
