"""Every problem code that checking a formula can give, with one line on what it means."""

_TEXT = {
    "formula.not_text": "the formula is not a text",
    "formula.empty": "the formula holds nothing but spaces",
    "formula.too_long": "more than 2,000 characters",
    "formula.too_many_tokens": "more than 1,000 words, numbers and signs",
    "formula.too_many_nodes": "more than 256 operations, names and numbers",
    "formula.too_deep": "nested deeper than 64 levels (a chain a + b + c … counts by its length)",
}

_CHARACTERS = {
    "formula.non_ascii": "a character outside ASCII",
    "formula.control_character": "a control character, or a line break inside a quoted word",
    "formula.unknown_character": "a character without meaning in the language",
    "formula.backslash": "a backslash",
    "formula.comment": "a comment (`#`)",
    "formula.semicolon": "a semicolon",
    "formula.colon": "a colon",
    "formula.bracket": "square brackets: no lists, no subscripts",
    "formula.brace": "braces: no sets, no dictionaries",
    "formula.unopened_parenthesis": "a `)` without its `(`",
    "formula.unclosed_parenthesis": "a `(` without its `)`",
    "formula.unclosed_word": "a quoted word without its closing quote",
    "formula.string_prefix": "letters glued to a quoted word, as in f-strings",
    "formula.joined_words": "two quoted words side by side",
}

_SIGNS = {
    "formula.power": "`**`",
    "formula.percent": "`%`",
    "formula.floor_division": "`//`",
    "formula.matrix_product": "`@`",
    "formula.assignment": "`=` or an assignment such as `+=`",
    "formula.assignment_expression": "`:=`",
    "formula.keyword_argument": "a named argument in a call",
    "formula.star_argument": "`*` or `**` before an argument",
    "formula.bit_operator": "`&`, `|`, `^`, `~`, `<<`, `>>`, `&&`, `||`",
    "formula.not_sign": "`!` or `<>`",
    "formula.comparison_sign": "`=<` or `=>`",
    "formula.dots": "`...`",
    "formula.attribute": "a dot that is not inside `name.field`",
    "formula.trailing_comma": "a comma with nothing after it",
}

_NUMBERS = {
    "formula.number_exponent": "a number with an exponent (1e5)",
    "formula.number_underscore": "a number with underscores (1_000)",
    "formula.number_base": "a hexadecimal, octal or binary number",
    "formula.number_imaginary": "an imaginary number (2j)",
    "formula.number_form": "a point without digits on both sides, or more than one point",
    "formula.number_leading_zero": "a number with leading zeros",
    "formula.number_run_on": "letters glued to a number",
    "formula.number_too_large": "a number of 10^18 or more",
    "formula.number_too_precise": "a number with more than 12 decimal places",
}

_NAMES = {
    "formula.lambda": "`lambda`",
    "formula.is": "`is`",
    "formula.in": "`in`",
    "formula.constant_word": "`True`, `False` or `None`",
    "formula.keyword": "another reserved word of Python",
    "formula.underscore_name": "a name that starts or ends with `_` or holds `__`",
    "formula.unknown_name": "a name that is not declared here",
    "formula.unknown_function": "a call of something that is not a function of the language",
    "formula.not_a_function": "a call of a declared name",
    "formula.function_without_call": "a function's name without its arguments",
    "formula.population_place": "a function over many people in a formula that knows only one",
    "formula.needs_people": "the value of a function over many people, asked for with the values of one",
    "formula.grouping": "a grouping that is neither `team` nor a category input",
}

_SHAPES = {
    "formula.syntax": "the parts do not fit together as one expression",
    "formula.tuple": "a comma outside a function's arguments, or empty parentheses",
    "formula.call_target": "a call of something that is not a name",
    "formula.node_not_allowed": "a construct outside the language",
    "formula.argument_count": "too few or too many arguments",
}

_ROWS = {
    "formula.row_place": "a field of rows outside `sum` and outside a component computed per row",
    "formula.sum_division": "a division by a value of the row inside `sum`, not rounded",
    "formula.sum_nested": "a `sum` inside a `sum`",
    "formula.sum_rows": "a `sum` over no rows, or over the rows of two facts",
}

_KINDS = {
    "formula.boolean_arithmetic": "a boolean where a number is needed by an operation",
    "formula.category_arithmetic": "a category where a number is needed by an operation",
    "formula.not_boolean": "a condition, or an operand of and/or/not, that is not a boolean",
    "formula.branch_kinds": "two branches of `if` of different kinds",
    "formula.category_branch": "a category or a word as a branch of `if`",
    "formula.boolean_compare": "a boolean in a comparison",
    "formula.mixed_compare": "a comparison of different kinds",
    "formula.category_compare": "two categories compared with each other",
    "formula.category_order": "a category in a comparison other than == and !=",
    "formula.unknown_word": "a word that is not one of the category's values",
    "formula.word_place": "a quoted word elsewhere than beside == or != and a category",
    "formula.argument_kind": "an argument of the wrong kind",
    "formula.round_places": "the places of `round` are not a literal 0…12",
    "formula.table_argument": "something else where a table's name is needed",
    "formula.table_form": "a table of a form that the function does not read",
    "formula.table_place": "a table's name outside a table argument",
    "formula.lookup_key": "a key of another kind than the table's keys",
    "formula.wrong_kind": "the whole formula gives another kind than its place needs",
}

FORMULA_CODES: dict[str, str] = {
    **_TEXT, **_CHARACTERS, **_SIGNS, **_NUMBERS, **_NAMES, **_SHAPES, **_ROWS, **_KINDS,
}  # fmt: skip
"""What `check_formula` can report."""

COMPILER_CODES: dict[str, str] = {
    "formula.too_large": "the numbers a formula can produce may exceed the size limit",
    "formula.division_by_zero": "a divisor without names that is 0",
}
"""What the plan's compiler adds once it knows the sizes of the inputs."""

REPORT_CODES: dict[str, str] = {
    "request.wrong_type": "a part of the body has another JSON type than needed",
    "request.unknown_key": "a key that the body does not have",
    "request.missing_key": "a required key is absent",
    "request.too_many": "more names, words or values than one call may declare",
    "name.malformed": "a declared name that could never stand in a formula",
    "name.reserved": "a declared name that is a function or a Python keyword",
    "name.unknown_kind": "a declared kind other than number, boolean, money, category",
    "name.bad_category": "a category whose words are missing, repeated or not printable ASCII",
    "formula.missing_value": "a name that the formula uses has no value in `values`",
    "formula.unknown_value": "a value for a name that is not declared",
    "formula.bad_value": "a value of another kind than its name",
}
"""What the stateless call adds about its own body; `number.…` codes of `rules.numbers` appear there too."""

CODES: dict[str, str] = {**FORMULA_CODES, **COMPILER_CODES, **REPORT_CODES}
