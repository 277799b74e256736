"""Exchange rates: what one unit of a currency was worth in another on a day, as it was said and said again."""
