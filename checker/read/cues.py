"""What the words around a formula make of it: a definition, something given, a condition, a consequence, a new part."""

from __future__ import annotations

import re

DEFINES = re.compile(
    r"\b(let|define[sd]?|denote[sd]?|where|put|write|writing|given|suppose|consider|with|assume|take|call|set|now|for"
    r"|substitute|substituting|function|at)\b[^.]*$",
    re.IGNORECASE,
)
NAMES_LATER = re.compile(r"\b(where|here|denot\w+|defin\w+|writing|abbreviat\w*)\b[^.]*$", re.IGNORECASE)
GOES_ON = re.compile(
    r"((re)?written( out)?( \w+)? as|\bwhich (is|equals|becomes|gives|simplifies to|yields|we (can )?write as)"
    r"|\bsimplif\w+ to|\b(this|that|it) (is|equals|becomes|gives|simplifies to)|\bi\.e\.,?|\bequivalently,?"
    r"|\bbecomes|\breduces to|\bnamely)( just| simply| also)?[\s:,]*$",
    re.IGNORECASE,
)
ANOTHER_LINE = re.compile(  # "the tangent line is y = …": another y than that of the curve
    r"\b(tangents?|normal|secant|asymptotes?|chord|regression|best.fit)\b[^.;]*(\b(is|are|has|gives?|equations?|line)|:|,)"
    r"[\s:]*$",
    re.IGNORECASE,
)
SEVERAL = re.compile(r"\b(both|all|each|these|them|(partial )?derivatives|partials|equations)\b", re.IGNORECASE)
AT = re.compile(r"\b(at|from|to|between)\s*$", re.IGNORECASE)  # right before a formula: a place, and no definition
EQUATED = re.compile(  # right before a formula: an equation to be solved, which is no definition and claims nothing
    r"\b((roots?|solutions?|zero(e?s)?|fixed.points?)( \w+)? (of|to|satisf(y|ies))|(we|to) solve)"
    r"( the)?( equation)?[\s:]*$",
    re.IGNORECASE,
)
FOR_ANOTHER = re.compile(r"\b(for|with|of|if) (a|an|another|two|each)\b[^.]*$", re.IGNORECASE)
LETTERED = re.compile(r"(^|[\s*_])\(?([a-z]|[ivx]+)\)[*_]*")
HOLDS_IF = re.compile(
    r"\s*(which |that |this )?(holds?|is (true|satisfied|met|fulfilled|solved|a solution))( exactly| precisely)?"
    r" (if|when|provided( that)?|iff|if and only if|as long as)\s*$",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(  # "at p = 1/2, where it is 1/4": what is 1/4 there is not the p before it
    r"\b(where|there|at which)\s+(it|its value|this|that|the \w+)\s+(is|equals|becomes)\s*$", re.IGNORECASE
)
ANOTHER_THING = re.compile(  # "the first is □, the second is": it is said of another than the line before
    r"\b(the (first|second|third|last|other|latter|former|next)|(that|those) (of|for) [^.;:□]{1,40}|the others)( \w+)?"
    r"\s+(is|are|equals?|becomes?|gives?|has)(\s+(only|just|about|roughly|then|again|also|still))?[\s:]*$",
    re.IGNORECASE,
)
GIVES = re.compile(
    r"\b(given|suppose|supposing|assum\w+|if|when|where|with|let|consider|constraint|subject to|system|satisf\w+|and"
    r"|both|take|taking|curve|circle|line|law|equation|equations|model|want|solve|for|at|also|another|second|initial"
    r"|condition|know|boundary|intersect\w*)\b[^.]*$",
    re.IGNORECASE,
)
CONCLUDES = re.compile(
    r"\b(so|hence|thus|therefore|then|gives?|giving|yields?|get|getting|obtain\w*|becomes?|subtract\w*|add|adding"
    r"|substitut\w+|divid\w+|multipl\w+|differentiat\w+|rearrang\w+|collect\w*|simplif\w+|solving|impl\w+"
    r"|equivalent\w*|follows?|expand\w*|factor\w*|solutions?|roots?|consequently|conclude|find|square|squaring)\b[^.]*$"
    r"|,\s*that is[,:]?\s*$|\bi\.e\.[\s,:]*$",
    re.IGNORECASE,
)
COMPARES = re.compile(  # "constant term: 1 = A + C": of an identity, what one power has on both sides
    r"\b(constants?|coefficients?|(linear|quadratic|cubic|leading|first|last) terms?|terms? (in|of|with))\b"
    r"[^.;:]*:?\s*$",
    re.IGNORECASE,
)
CONDITIONS = re.compile(
    r"\b(for|if|iff|when|whenever|where|with|provided|assum\w+|suppos\w+|let|as long as|since|because|given|while"
    r"|having|take|requires?|requiring|needs?|unless|such that|domain|valid|and)\b[^.]*$",
    re.IGNORECASE,
)
FOR_ANY = re.compile(  # before a name: what follows holds whatever it is
    r"(^|[.;:\n][ \n]*)(\w+,? ){0,3}for (all|every|any|each|arbitrary|real|complex)( \w+){0,2}[ \n]*$", re.IGNORECASE
)
LET_ANY = re.compile(r"(^|[.;:\n][ \n]*)(\w+,? ){0,2}let[ \n]*$", re.IGNORECASE)
TRAILING = re.compile(
    r"^[\s,;(]*(and|for( all| every| any)?( real| integers?)?|if|when(ever)?|where|with|provided( that)?"
    r"|assuming( that)?|taking|as long as|since|because|valid for|which holds for)[\s,]*$",
    re.IGNORECASE,
)
ALTERNATIVES = re.compile(r"^[\s,;]*(or|and)?[\s,;]*$", re.IGNORECASE)
UPDATES = re.compile(r"\b(updat\w+|new|iterat\w+|step|assign\w*|increment\w*|descent|rule|loop)\b", re.IGNORECASE)
COUNTED = re.compile(r"\b(?:sample|example|data point|step|iteration|update|round)\s+(\d{1,4})\b", re.IGNORECASE)
PART = re.compile(
    r"(^|\n)[ \t>*_]*(\*\*(?!step\b)[^*\n]{1,60}\*\*|\(?[0-9]{1,2}[.)]|\(([a-z]|[ivx]{1,4})\)|[a-z]\)"
    r"|-{3,}[ \t]*(\n|$)|\\item\b|\\end\{example\*?\}(?!\s*\\begin\{(solution|proof|answer))"
    r"|\\begin\{(example|problem|exercise|question|task)\w*\*?\}"
    r"|(example|problem|exercise|question|part|case|task)\b[ \t]*[0-9a-z]{0,3}[ \t]*([.:)*]|\n|$))",
    re.IGNORECASE,
)
ANOTHER_WAY = re.compile(
    r"\*\*[^*\n]*\b(substitution|elimination|cramer\w*|gauss\w*|inverse|method|way|approach|alternative\w*)\b[^*\n]*\*\*",
    re.IGNORECASE,
)
CHECKS = re.compile(
    r"\b(claim|check|verif\w*|simplif\w*|show|prove|proof|results?|answer|solution|hence|therefore|so|thus|correct)\b",
    re.IGNORECASE,
)
MENTIONS = re.compile(  # right before a formula in running text: it says which, and claims nothing
    r"\b(for|under|of|from|to|over|at|with|if|try|trying|rotat(e|es|ed|ing)|about|around|satisfying|between|on|in|along"
    r"|through|constraint|ansatz|guess|curve|line|circle|graph|subject to|such that|dis[ck]|ball|region|square|triangle"
    r"|cylinder|sphere|ellipse|annulus|cone|paraboloid|parabola|hyperbola|solid|half.?plane|(lines|curves"
    r"|planes|surfaces)|(bounded|enclosed|delimited) by)[\s:(]*$",
    re.IGNORECASE,
)
LISTED = re.compile(  # "for two steps from □ with □, □," before a formula in running text: one more of those
    r"\b(for|from|at|with|if|take|taking|let|put|where|when)\s+(□[\s,;]*(and)?[\s,;]*)+$", re.IGNORECASE
)
BOUNDED = re.compile(  # "bounded by the lines □, □ and" before a formula in running text: one more of its sides
    r"\b(bounded|enclosed|delimited)( (above|below|on the (left|right)))? by\s+(the\s+)?([a-z]+\s+)?"
    r"(□[\s,;]*(and)?[\s,;]*)+$",
    re.IGNORECASE,
)
PLACE = re.compile(r"\b(at|when|where|for|if|time|point)\b[^.]*$", re.IGNORECASE)
STARTS = re.compile(r"\b(start\w*|begin\w*|initial\w*)\b[^.]*$", re.IGNORECASE)  # what is so at first is so all along
TO_ZERO = re.compile(
    r"\b(set|sets|setting|put|putting|equat\w+)\b[^.]*\b(to|equal|=)?\s*(zero|0)\b|\bis zero\b"
    r"|\b(it|they|this|these|which|both|where|when|derivatives?|partials?|gradient|slope)\b[^.]*\bvanish\w*\b",
    re.IGNORECASE,
)
DIFFERENTIATED = re.compile(  # "differentiating with respect to □ and setting the result to zero"
    r"\b(differentiat(e|ing)|(take|taking|compute|computing|form|forming) the (partial )?(derivatives?|gradient))\b",
    re.IGNORECASE,
)
CHARACTERISTIC = re.compile(  # a polynomial, of which "= 0" is the equation
    r"\b(characteristic|eigen.?values?)\b", re.IGNORECASE
)
CHANGED = re.compile(
    r"(^|[.;:])\s*with\s+((a|an|the)\s+)?[a-z]+\s+□\s*,\s*$", re.IGNORECASE
)  # "With temperature τ, s = …"
CHOOSES = re.compile(
    r"\b(put|putting|choose|plug\w*|insert\w*|take|taking|let|suppose|say|example|e\.g\.)\b[^.]*$", re.IGNORECASE
)
SHIFTS = re.compile(r"\b(with|put|putting|writ(e|ing)|substitut(e|ing)|let)\s*$", re.IGNORECASE)
SUPPOSES = re.compile(r"\b(for|if|when|with|let|put|take)\s*$", re.IGNORECASE)
ONE_CASE = re.compile(r"\b(for|if|when|case)\s*$", re.IGNORECASE)
OPENED_CASE = re.compile(  # "we get □, and for □:" before a formula: it is claimed in that case
    r"(\b(and|but|while|whereas|or)|;)\s+(for|if|when|whenever)\s+□\s*:\s*$", re.IGNORECASE
)
TRIES = re.compile(r"\b(try|trying|guess|guessing|ansatz|inserting|insert|substituting)\s*:?\s*$", re.IGNORECASE)
FROM = re.compile(r"\b(from|between)\s*$", re.IGNORECASE)
TO = re.compile(r"\b(from\s+□\s*to|between\s+□\s*and)\s*$", re.IGNORECASE)
ANOTHER = re.compile(
    r"(^|[.:;]\s+)(now\s+)?(rotat\w+|revolv\w+|consider\w*|sketch\w*|draw\w*|plot\w*|integrat\w+|differentiat\w+)"
    r"(\s+(the|a))?(\s+(curve|graph|function|line|parabola)(\s+of)?)?\s*$",
    re.IGNORECASE,
)  # the verb of a sentence that takes a thing up, which may have had another value before
SUPPOSED = re.compile(r"\bwould\b", re.IGNORECASE)
SAID_OR = re.compile(r"^[\s,;]*or([\s,;]+(else|also))?[\s,;]*$", re.IGNORECASE)
FRESH = re.compile(
    r"\b(now|next|let|consider|another|suppose|take|second|similarly|redefine|new|instead)\b", re.IGNORECASE
)


ABBREVIATED = re.compile(r"\b(i\.e|e\.g|cf)\.")


def sentence_end(text: str) -> bool:
    """Does a sentence, or a paragraph, end in the text? No point of "i.e." is an end."""
    return bool(re.search(r"[.!?](\s|$)|\n[ \t]*\n", ABBREVIATED.sub("", text.strip(" \t"))))
