"""The page of the stand-in: what residents would have got, and the switch of its manners."""

import re
from html import escape

from huisheng.outbox.stand_in.store import Manner, Store, Taken

MANNERS = {
    Manner.WELL: ("一切正常", "Works well"),
    Manner.HANGS: ("收下，但不回答", "Takes, and hangs"),
    Manner.CUTS_OFF: ("收下，断线", "Takes, and cuts the line"),
    Manner.TWICE: ("回报两次", "Reports twice"),
    Manner.LIES: ("说收下了，后来回报没送到", "Says taken, reports failed"),
    Manner.REFUSES: ("不收", "Refuses"),
    Manner.BUSY: ("忙，请过会儿再来", "Busy, come later"),
}
CHANNELS = {"sms": "短信 SMS", "chat": "聊天 Chat", "email": "邮件 E-mail"}
LINK = re.compile(r"https?://[^\s<]+")
STYLE = """
:root{color-scheme:light dark;--ink:#1c2721;--soft:#55605a;--line:#d9ded9;--leaf:#17633f;--paper:#fbfcfa;--card:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e6ebe7;--soft:#a9b4ad;--line:#3a443e;--leaf:#8fd0aa;--paper:#141a17;--card:#1b231f}}
*{box-sizing:border-box}
body{margin:0;font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;
color:var(--ink);background:var(--paper)}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 3rem}h1{font-size:1.5rem;margin:0 0 .25rem}
p{margin:.25rem 0}.small{color:var(--soft);font-size:.875rem}a{color:var(--leaf)}
form,article{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1rem;margin:1rem 0}
form{display:flex;gap:.75rem;flex-wrap:wrap;align-items:center}
select,button{font:inherit;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.375rem;min-height:2.75rem;
background:var(--card);color:inherit;max-width:100%}button{background:var(--leaf);color:var(--paper);border-color:var(--leaf)}
article p{white-space:pre-wrap;overflow-wrap:anywhere}b.late{color:#a33}
"""


def page(store: Store) -> str:
    """All of it as one page that needs nothing else."""
    chosen = "".join(
        f'<option value="{manner.value}"{" selected" if manner is store.manner else ""}>{zh} · {en}</option>'
        for manner, (zh, en) in MANNERS.items()
    )
    taken = "".join(map(_article, store.newest())) or (
        '<p class="small">还没有消息。在网上说一件事，留下手机号或邮箱，这里就会收到。<br>'
        "Nothing yet. Ask something and leave a number or a mail address: it arrives here.</p>"
    )
    return (
        '<!doctype html><html lang="zh-Hans"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>演示用的网关 · Stand-in</title><style>{STYLE}</style><main>"
        "<h1>居民会收到什么</h1><p>What residents would get</p>"
        '<p class="small">演示用的短信、聊天和邮件网关：真的收下，不发给任何人，停下就忘掉。<br>'
        "The demo's gateway for SMS, chat and mail: it really takes them, sends them to nobody, and forgets.<br>"
        "尾号是双数的手机收聊天消息，单数的收短信。Numbers that end even use the chat, odd ones get SMS.</p>"
        '<form method="post" action="/manner"><label for="manner">它怎么做 How it behaves</label>'
        f'<select id="manner" name="manner">{chosen}</select><button>就这样 Set</button></form>'
        f"{taken}</main></html>"
    )


def _article(each: Taken) -> str:
    text = LINK.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', escape(each.text.strip()))
    title = f"<p><b>{escape(each.subject)}</b></p>" if each.subject else ""
    again = f"来了 {each.times} 次 came {each.times} times" if each.times > 1 else ""
    changed = "" if each.same else '<b class="late">每次不一样 not the same</b>'
    notes = " · ".join(filter(None, (again, changed, escape(each.status))))
    return (
        f'<article><div class="small">{CHANNELS.get(each.channel, "")} → {escape(each.to)} · '
        f"{each.at.astimezone():%H:%M:%S}{' · ' + notes if notes else ''}</div>{title}<p>{text}</p></article>"
    )
