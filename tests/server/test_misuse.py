"""Every call of the suite is held against the Bot API's own specification; here, that a wrong one is seen."""

import json
from pathlib import Path

import pytest

from tests.server.derive_api import derived
from tests.server.misuse import misuse

BUTTON = {"text": "Yes", "callback_data": "1"}


def test_what_is_kept_is_what_the_package_says():
    kept = json.loads(Path(__file__).with_name("bot_api.json").read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(derived()))


def test_a_right_call_has_nothing_wrong():
    markup = {"inline_keyboard": [[BUTTON | {"style": "danger"}]], "force_reply": True}
    assert misuse("sendMessage", {"chat_id": 1, "text": "Hello", "reply_markup": markup}) == []
    assert misuse("sendMessage", {"chat_id": 1, "text": "Hello", "reply_markup": {"force_reply": True}}) == []
    assert misuse("sendPhoto", {"chat_id": 1, "photo": "an id", "caption": "x", "disable_notification": True}) == []


@pytest.mark.parametrize(
    ("method", "parameters", "wrong"),
    [
        ("sendMesage", {}, "sendMesage is no method"),
        ("sendMessage", {"txt": "x"}, "sendMessage takes no txt"),
        ("sendMessage", {"text": 5}, "sendMessage: text is no str"),
        ("sendMessage", {"disable_notification": "yes"}, "sendMessage: disable_notification is no bool"),
        ("sendMessage", {"reply_markup": {"inline_keyboard": [[BUTTON | {"colour": 1}]]}}, "Button has no colour"),
        ("sendMessage", {"reply_markup": {"inline_keyboard": [], "selective": True}}, "Markup has no selective"),
        ("sendMessage", {"reply_parameters": {"id": 1}}, "ReplyParameters has no id"),
        (
            "sendMessage",
            {"reply_markup": {"inline_keyboard": [[{"text": "x", "switch_inline_query_chosen_chat": {"to": 1}}]]}},
            "SwitchInlineQueryChosenChat has no to",
        ),
        ("answerInlineQuery", {"results": [{"type": "photo", "photo_url": "x"}]}, "CachedPhoto has no photo_url"),
        ("editMessageReplyMarkup", {"text": "x"}, "editMessageReplyMarkup takes no text"),
    ],
)
def test_a_wrong_call_is_named(method, parameters, wrong):
    (said,) = misuse(method, parameters)
    assert said.endswith(wrong)
