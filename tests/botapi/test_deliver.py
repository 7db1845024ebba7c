"""Long replies become several messages."""

from bot.botapi.deliver import calls
from bot.botapi.text import plain, utf16_length
from bot.core.replies import Button, Say

ROWS = ((Button("Go on", "/resume"),),)


def test_a_long_reply_is_split_at_paragraphs_with_the_buttons_under_the_last():
    paragraph = "<b>" + "word " * 150 + "</b>"
    sent = calls(Say("\n\n".join([paragraph] * 12), ROWS))
    assert len(sent) > 1
    for method, parameters in sent:
        assert method == "sendMessage"
        text, entities = plain(parameters["text"])
        assert utf16_length(text) <= 4096
        assert entities
    assert ["reply_markup" in parameters for _, parameters in sent] == [False] * (len(sent) - 1) + [True]


def test_a_short_reply_is_one_message_with_its_buttons():
    ((method, parameters),) = calls(Say("<b>Hello</b>", ROWS))
    assert method == "sendMessage"
    assert parameters["reply_markup"] == {"inline_keyboard": [[{"text": "Go on", "callback_data": "/resume"}]]}
