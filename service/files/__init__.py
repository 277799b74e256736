"""Files and texts from outside: plans and requests as JSON or YAML, facts as CSV or XLSX, results going out."""
