/* The readers, one line each; the order means nothing. */
READER(csv)
READER(docx)
READER(markdown)
READER(text)
READER(xlsx)
