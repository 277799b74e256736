"""Work that outlives requests: a table of jobs, each worked on by whoever holds its lease."""
