"""Files of at most 300 lines, functions of at most 40 (architecture.md, rule 6)."""

import ast

FILE_LINES = 300
FUNCTION_LINES = 40


def long_file(text: str) -> int:
    """Lines of a file that has too many, else 0."""
    lines = text.count("\n")
    return lines if lines > FILE_LINES else 0


def long_functions(module: ast.Module) -> dict[str, int]:
    """Lines of each function that has too many, by name; nested ones count for themselves too."""
    functions = [
        node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions}
    return {name: length for name, length in lengths.items() if length > FUNCTION_LINES}
