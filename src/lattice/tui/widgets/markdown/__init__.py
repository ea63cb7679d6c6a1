"""Text in lines of pieces with tones, and Markdown laid out in them: a document and a chat share it."""
