"""Every field of a message is known: what is content is answered, what is news of the chat never is."""

import pytest
from telegram import Message

from bot.botapi.updates import CONTENT, read_update
from bot.core.events import Command, Content, Document, Edited, Left, Migrated, Place, Text
from tests.conftest import MONDAY

ABOUT = {  # what a message says about itself; these are no content
    "author_signature", "business_connection_id", "caption_entities", "chat", "date", "direct_messages_topic", "edit_date",
    "effect_id", "entities", "external_reply", "from_user", "guest_bot_caller_chat", "guest_bot_caller_user", "guest_query_id",
    "has_media_spoiler", "has_protected_content", "is_automatic_forward", "is_from_offline", "is_paid_post", "is_topic_message",
    "link_preview_options", "media_group_id", "message_id", "message_thread_id", "paid_star_count", "quote", "reply_markup",
    "reply_to_checklist_task_id", "reply_to_message", "reply_to_poll_option_id", "reply_to_story", "sender_boost_count",
    "sender_business_bot", "sender_chat", "sender_tag", "show_caption_above_media", "suggested_post_info", "via_bot",
}  # fmt: skip
READ = {"text", "location", "document", "forward_origin", "migrate_to_chat_id", "left_chat_member"}
SERVICE = {
    "boost_added", "channel_chat_created", "chat_background_set", "chat_owner_changed", "chat_owner_left", "chat_shared",
    "checklist_tasks_added", "checklist_tasks_done", "connected_website", "delete_chat_photo", "direct_message_price_changed",
    "forum_topic_closed", "forum_topic_created", "forum_topic_edited", "forum_topic_reopened", "general_forum_topic_hidden",
    "general_forum_topic_unhidden", "gift", "gift_upgrade_sent", "giveaway", "giveaway_completed", "giveaway_created",
    "giveaway_winners", "group_chat_created", "managed_bot_created", "message_auto_delete_timer_changed", "migrate_from_chat_id",
    "new_chat_members", "new_chat_photo", "new_chat_title", "paid_message_price_changed", "passport_data", "pinned_message",
    "poll_option_added", "poll_option_deleted", "proximity_alert_triggered", "refunded_payment", "successful_payment",
    "suggested_post_approval_failed", "suggested_post_approved", "suggested_post_declined", "suggested_post_paid",
    "suggested_post_refunded", "supergroup_chat_created", "unique_gift", "users_shared", "video_chat_ended",
    "video_chat_participants_invited", "video_chat_scheduled", "video_chat_started", "web_app_data", "write_access_allowed",
}  # fmt: skip
FIELDS = sorted({name for name in Message.__slots__ if not name.startswith("_")} | {"chat", "date", "message_id"})
ALICE = {"id": 7, "is_bot": False, "first_name": "Alice"}
BOT = {"id": 8, "is_bot": True, "first_name": "Door", "username": "door_bot"}
PRIVATE = {"id": 7, "type": "private"}
GROUP = {"id": -9, "type": "supergroup", "title": "The shop"}


def read(chat: dict = PRIVATE, kind: str = "message", **more):
    message = {"message_id": 5, "date": 0, "chat": chat, "from": ALICE, **more}
    event = read_update({"update_id": 1, kind: message}, MONDAY, "door_bot")
    return event and event.what


def test_every_field_of_a_message_is_of_a_known_kind():
    """A newer python-telegram-bot brings new fields: say of each whether it is content, and if so what it is called."""
    kinds = [ABOUT, READ, SERVICE, set(CONTENT)]
    assert sorted(name for kind in kinds for name in kind) == FIELDS


@pytest.mark.parametrize("field", [*sorted(SERVICE), *sorted(ABOUT - {"chat", "sender_chat"}), "a_field_of_tomorrow"])
def test_news_of_a_chat_gets_no_answer(field):
    name = {"from_user": "from"}.get(field, field)
    value = {"from": ALICE, "message_id": 5, "via_bot": {"id": 3, "is_bot": True, "username": "gif"}}.get(
        name, {"id": 1}
    )
    assert read(**{name: value}) is None
    assert read(GROUP, **{"reply_to_message": {"from": BOT}, name: value}) is None


@pytest.mark.parametrize("field", CONTENT)
def test_what_people_send_is_answered(field):
    assert read(**{field: [{}]}) == Content(CONTENT[field])
    assert read(GROUP, **{field: [{}]}) is None
    assert read(GROUP, **{field: [{}], "reply_to_message": {"from": BOT}}) == Content(CONTENT[field])


def test_what_is_read_is_read():
    assert isinstance(read(text="50"), Text)
    assert isinstance(read(location={"latitude": 1, "longitude": 2}), Place)
    assert isinstance(read(document={"file_id": "x"}), Document)
    assert read(text="50", forward_origin={"type": "hidden_user"}) == Content("forward")
    assert read(GROUP, migrate_to_chat_id=-10) == Migrated(-10)
    assert read(GROUP, left_chat_member=ALICE) == Left()
    assert read(GROUP, left_chat_member=BOT) is None


@pytest.mark.parametrize("kind", ["message", "edited_message"])
@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
@pytest.mark.parametrize("text", ["/start@other_bot", "/start@Other_Bot checkup", "/help@other_bot\nplease"])
def test_a_command_to_another_bot_is_none_of_this_ones_business(kind, chat, text):
    assert read(chat, kind, text=text, reply_to_message={"from": BOT}) is None


@pytest.mark.parametrize(
    ("text", "name"), [("/start@door_bot", "start"), ("/start@DOOR_bot checkup", "start"), ("/start", "start")]
)
def test_a_command_to_this_bot_is_one(text, name):
    for chat in (PRIVATE, GROUP):
        what = read(chat, text=text)
        assert isinstance(what, Command)
        assert what.name == name


@pytest.mark.parametrize("text", ["/50@100", "me@example.org", "a /start@other_bot", "/a@b"])
def test_other_words_with_such_a_sign_are_words(text):
    assert isinstance(read(text=text), Text)


@pytest.mark.parametrize("kind", ["message", "edited_message"])
@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
def test_the_bot_does_not_judge_its_own_card(kind, chat):
    assert read(chat, kind, text="we post flyers", via_bot=BOT, reply_to_message={"from": BOT}) is None


def test_words_that_another_bot_helped_with_are_words():
    assert isinstance(read(text="50", via_bot={"id": 3, "is_bot": True, "username": "calculator_bot"}), Text)


def test_an_edited_text_is_read_in_a_group_only_where_it_answers_the_bot():
    assert isinstance(read(PRIVATE, "edited_message", text="50"), Edited)
    assert isinstance(read(GROUP, "edited_message", text="50", reply_to_message={"from": BOT}), Edited)
    assert read(GROUP, "edited_message", text="50") is None


@pytest.mark.parametrize("username", ["", "door_bot"])
def test_a_reply_to_somebody_without_a_name_is_not_for_the_bot(username):
    message = {
        "message_id": 5,
        "date": 0,
        "chat": GROUP,
        "from": ALICE,
        "text": "50",
        "reply_to_message": {"from": ALICE},
    }
    assert read_update({"update_id": 1, "message": message}, MONDAY, username) is None


@pytest.mark.parametrize(
    "sender",
    [
        {"sender_chat": {"id": -77, "type": "channel"}},
        {
            "sender_chat": {"id": -77, "type": "channel"},
            "is_automatic_forward": True,
            "from": {"id": 777000, "is_bot": False},
        },
    ],
)
def test_what_a_channel_says_gets_no_answer(sender):
    assert read(GROUP, text="/checkup@door_bot", **sender) is None
    assert read(GROUP, text="50", reply_to_message={"from": BOT}, **sender) is None


def test_an_anonymous_admin_speaks_as_the_group():
    message = {"message_id": 5, "chat": GROUP, "from": {"id": 1087968824, "is_bot": True}, "sender_chat": GROUP}
    event = read_update({"update_id": 1, "message": {**message, "text": "/checkup"}}, MONDAY, "door_bot")
    assert event is not None
    assert event.user_id == GROUP["id"]


@pytest.mark.parametrize(
    ("before", "after", "read_as"),
    [
        ("member", "kicked", "Blocked"),
        ("left", "member", "Joined"),
        ("member", "administrator", None),
        ("left", "kicked", None),
    ],
)
def test_only_coming_and_going_counts_among_what_the_bot_is_in_a_group(before, after, read_as):
    member = {"chat": GROUP, "from": {"id": 1087968824, "is_bot": True}}
    member |= {"old_chat_member": {"status": before}, "new_chat_member": {"status": after}}
    event = read_update({"update_id": 1, "my_chat_member": member}, MONDAY, "door_bot")
    assert (event and type(event.what).__name__) == read_as
