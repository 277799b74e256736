"""How a statement reads: the content as titled tables of text."""

from service.statements.shown.build import page_of
from service.statements.shown.page import Page

__all__ = ["Page", "page_of"]
