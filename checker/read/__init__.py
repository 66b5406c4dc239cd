"""The first room: what is written, in LaTeX and Markdown, becomes trees with their places."""
