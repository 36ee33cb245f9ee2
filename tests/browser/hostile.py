"""Words that would be markup, a picture or a command if anything on a page took them for more than words."""

from __future__ import annotations

HOSTILE = (
    "<script>document.title='hacked'</script> <img src=http://evil.example/i.png onerror=\"document.title='hacked'\"> "
    "![x](http://evil.example/p.png) [x](http://evil.example) $$x$$ :red[x] :material/home: :smile: **x** `x` &amp; <"
)
NAME = "**a** :red[b] $$c$$ <i>.txt"
