"""The style sheet of the HTML hand-out: light and dark, screen and paper, contrasts of WCAG 2.2 AA and better."""

STYLE = """
:root{color-scheme:light dark;--page:#fff;--ink:#1b1b1f;--faint:#55555f;--rule:#d4d4dc;--panel:#f6f6f9;
--right:#0a5c2b;--right-bg:#e6f4ea;--conditional:#6a4b00;--conditional-bg:#fdf3d8;--wrong:#a3111b;--wrong-bg:#fdeaea;
--open:#4b3b8f;--open-bg:#eeebfa;--link:#12489c}
@media (prefers-color-scheme:dark){:root{--page:#16161a;--ink:#ececf1;--faint:#b3b3bf;--rule:#3c3c46;--panel:#1f1f25;
--right:#8fdcaa;--right-bg:#12301d;--conditional:#f0cf7f;--conditional-bg:#352a0b;--wrong:#ff9f9f;--wrong-bg:#42171a;
--open:#c3b5ff;--open-bg:#2a2345;--link:#9cc2ff}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;max-width:54rem;padding:1.5rem 1.25rem 4rem;background:var(--page);color:var(--ink);
font:1rem/1.5 Georgia,"Libertinus Serif","Liberation Serif",serif;overflow-wrap:anywhere}
h1{font-size:1.9rem;line-height:1.2;margin:.5rem 0 1rem}
h2{font-size:1.45rem;line-height:1.25;margin:2.5rem 0 .5rem;padding-bottom:.25rem;border-bottom:2px solid var(--rule)}
h3{font-size:1.05rem;margin:1.25rem 0 .5rem}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
nav ol{padding-left:1.5rem}
.source{color:var(--faint);margin:.25rem 0}
.meanings,.steps{list-style:none;margin:0;padding:0}
.meanings .formula{padding-left:1.5rem}
.step{border-left:.3rem solid var(--rule);border-radius:.2rem;background:var(--panel);margin:0 0 .75rem;
padding:.5rem .9rem .6rem;break-inside:avoid}
.step.right{border-left-color:var(--right)}
.step.conditional{border-left-color:var(--conditional)}
.step.wrong{border-left:.3rem double var(--wrong)}
.step.open{border-left:.3rem dashed var(--open)}
.line{display:flex;gap:.9rem;align-items:center}
.number{flex:none;min-width:2.2rem;max-width:30%;color:var(--faint);font-variant-numeric:tabular-nums}
.formula{flex:1;min-width:0;overflow-x:auto;overflow-y:hidden;padding:.35rem .1rem}
math{font-family:"Latin Modern Math","STIX Two Math","Cambria Math",math;font-size:1.2rem}
math[display=block]{width:max-content;margin:0;text-align:start}
mtable.left>mtr>mtd,mtable.aligned>mtr>mtd:nth-child(even){text-align:start}
mtable.aligned>mtr>mtd:nth-child(odd){text-align:end}
mtable.aligned>mtr>mtd:only-child{text-align:start}
mtable.aligned>mtr>mtd,mtable.left>mtr>mtd{math-style:normal}
mtd{padding:.25em .4em}
mtext.unknown{font-family:monospace}
.blamed{color:var(--wrong);border-bottom:.14em solid var(--wrong);padding-bottom:.05em}
.boxed{border:1px solid currentColor;padding:.2em .35em}
.rising,.falling{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.rising{background:linear-gradient(to bottom right,transparent calc(50% - .05em),currentColor calc(50% - .04em),
currentColor calc(50% + .04em),transparent calc(50% + .05em))}
.falling{background:linear-gradient(to top right,transparent calc(50% - .05em),currentColor calc(50% - .04em),
currentColor calc(50% + .04em),transparent calc(50% + .05em))}
.rising.falling{background:linear-gradient(to top right,transparent calc(50% - .05em),currentColor calc(50% - .04em),
currentColor calc(50% + .04em),transparent calc(50% + .05em)),linear-gradient(to bottom right,
transparent calc(50% - .05em),currentColor calc(50% - .04em),currentColor calc(50% + .04em),
transparent calc(50% + .05em))}
.underbrace,.overbrace{--line:linear-gradient(currentColor,currentColor);--edge:bottom;margin:0 .1em;
background:var(--line) var(--edge)/100% .07em no-repeat,var(--line) left var(--edge)/.07em .3em no-repeat,
var(--line) right var(--edge)/.07em .3em no-repeat;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.underbrace{padding-bottom:.4em;margin-bottom:.15em}
.overbrace{--edge:top;padding-top:.4em;margin-top:.15em}
.overline{border-top:.07em solid currentColor;padding-top:.1em}
.underline{border-bottom:.07em solid currentColor;padding-bottom:.1em}
.answers{margin:.15rem 0 .3rem;display:flex;flex-wrap:wrap;gap:.25rem 1.4rem}
.question{color:var(--faint)}
.verdict{display:inline-block;padding:0 .5rem;border-radius:.8rem;border:1px solid currentColor;white-space:nowrap}
.verdict.right{color:var(--right);background:var(--right-bg)}
.verdict.conditional{color:var(--conditional);background:var(--conditional-bg)}
.verdict.wrong{color:var(--wrong);background:var(--wrong-bg);font-weight:bold}
.verdict.open{color:var(--open);background:var(--open-bg)}
.verdict.silent{color:var(--faint);border-color:transparent;padding:0}
.code{color:var(--faint)}
.row{flex:none;margin-inline-start:auto;color:var(--faint);font-size:.85rem}
.remark{margin:.15rem 0}
.remark b::after{content:":"}
code{font-family:"DejaVu Sans Mono",ui-monospace,Consolas,monospace;font-size:.86em;white-space:pre-wrap}
.repair{border:1px solid var(--right);border-radius:.3rem;background:var(--right-bg);padding:.3rem .7rem;margin:.4rem 0}
.old{color:var(--wrong)}
.new{color:var(--right);text-decoration:underline}
mark{background:var(--wrong-bg);color:var(--wrong);text-decoration:underline}
.written{margin:.3rem 0}
.figure img{max-width:100%;height:auto;background:#fff}
@media screen and (prefers-color-scheme:dark){.figure img{filter:invert(.9) hue-rotate(180deg)}}
details{margin-top:.35rem}
summary{cursor:pointer;color:var(--link);width:max-content;min-height:1.5rem}
.outcome{font-weight:bold}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;min-width:32rem}
th,td{text-align:start;padding:.35rem .6rem;border-bottom:1px solid var(--rule);vertical-align:top;overflow-wrap:normal}
th.number,td.number{text-align:end}
dt{font-weight:bold;margin-top:.5rem}
dd{margin:0 0 0 1.5rem}
.unseen{position:absolute;width:1px;height:1px;margin:-1px;padding:0;overflow:hidden;clip-path:inset(50%);
white-space:nowrap}
@media (max-width:34rem){.line{flex-direction:column;align-items:stretch;gap:0}body{padding:1rem .75rem 3rem}}
@media print{
:root{color-scheme:light;--page:#fff;--ink:#000;--faint:#444;--rule:#bbb;--panel:#fff;--right:#0a5c2b;--right-bg:#fff;
--conditional:#6a4b00;--conditional-bg:#fff;--wrong:#a3111b;--wrong-bg:#fff;--open:#4b3b8f;--open-bg:#fff;--link:#000}
@page{size:A4;margin:18mm 16mm}
body{max-width:none;padding:0;font-size:10.5pt}
math{font-size:1.15em}
.small math{font-size:.95em}
.smaller math{font-size:.78em}
.tiny math{font-size:.55em}
.formula{overflow:visible}
.wide{overflow:visible}
h2,h3{break-after:avoid}
.apart~.apart{break-before:page}
.step.wrong{break-inside:auto}
.line,.answers{break-after:avoid}
.remark,.repair,.figure,tr{break-inside:avoid}
table{min-width:0}
details::details-content{content-visibility:visible;block-size:auto;opacity:1}
details{font-size:.82em;line-height:1.35}
summary{min-height:0;color:inherit;list-style:none;font-weight:bold;font-size:.9em}
summary::-webkit-details-marker{display:none}
}
"""
