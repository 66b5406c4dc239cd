""" "Consumer surplus $= ½ · 10 · 40 = 200$": a formula in running text whose left side is said in words.

It begins anew where the words before it name a thing and nothing else, and it does not go on from the line before.
"""

from __future__ import annotations

import re

from checker.model import Role
from checker.read.chains import chosen
from checker.read.context import Context
from checker.read.progress import Progress
from checker.read.statements import Statement

NAMED = re.compile(
    r"(?:^|[.:;,\n(]|\band\b)[\s>*_\-–—]*(?P<thing>[^\W\d_][\w'’\-]*(?:\s+[^\W\d_][\w'’\-]*){0,6})[\s*_]*$",
    re.IGNORECASE,
)
NO_THING = re.compile(  # how words begin that tell of the line before, or what they hold
    r"(it|this|that|these|those|which|they|we|you|by|using|with|from|since|because|as|so|hence|thus|then|therefore"
    r"|again|also|finally|or|but|where|when|at|in|on|for|if|to|through|after|now|just|simply|indeed|here|there|is|are"
    r"|only|about|roughly|approximately|exactly|equals?|\w{3,}ing|\w{3,}ly)\b"
    r"|.*\b(it|which|we|you|they|is|are|was|be|equals?|becomes?|gives?|yields?|get|have|has|obtain|find)\b",
    re.IGNORECASE | re.DOTALL,
)


def names_thing(progress: Progress, statement: Statement, context: Context) -> bool:
    """Do the words before a formula that begins with "=" name what it is that is computed?"""
    item = context.item
    if progress.display or not item.first or statement.links[0].relation not in {"=", "~"}:
        return False
    found = NAMED.search(item.lead)
    if found is None or NO_THING.match(found["thing"]):
        return False
    chain = progress.chain
    if chain is None or chain.equation:
        return True
    value, _ = progress.value(statement.parts[1])
    asked = chosen(progress, "=", chain.value, value, None, context.conditions, chain.subject, true=False)
    return not progress.proved(asked, context.conditions)


def begin(progress: Progress, statement: Statement, context: Context) -> None:
    """Opens a chain with the right side, of which nothing is claimed yet."""
    part = statement.parts[1]
    value, remarks = progress.value(part)
    claim = progress.add(part.span, value, Role.ROOT, conditions=context.conditions, remarks=remarks)
    progress.open(value, value, claim.name)
