"""A verdict is shown to somebody only by its owner, without a name unless they say so, and only while it is the newest."""

import pytest

from tests.owner_data.owners import ALICE, BOB

NUMBER_OF_BUTTONS = 3  # rows under a verdict, at most
NAME = "Bob & Sons <Zebrawerk>"


async def word(owner, label: str = "Pick a chat") -> str:
    """Return the code that a button under the preview asks for in the chat that is picked."""
    (found,) = [button.inline for button in owner.last.buttons if button.label == label]
    return found


async def cards(house, person, typed: str) -> list[dict]:
    person.asks_inline(typed)
    await house.settle()
    return person.inline_results


async def shown(alice, *more: str) -> str:
    await alice.says(*ALICE, "/how")
    await alice.taps("Show this to somebody")
    for label in more:
        await alice.taps(label)
    return await word(alice)


@pytest.mark.both_engines
async def test_the_picture_already_sent_goes_to_the_chat_that_is_picked_with_one_line(house, alice):
    typed = await shown(alice)
    assert alice.last.photo
    (card,) = await cards(house, alice.person, typed)
    assert card["type"] == "photo"
    assert card["photo_file_id"] == alice.last.content["photo"][0]["file_id"]
    assert "two minutes" in card["caption"]
    assert "\n" not in card["caption"]
    ((button,),) = card["reply_markup"]["inline_keyboard"]
    assert button["url"] == "https://t.me/door_bot?start=checkup"


async def test_pressing_the_button_asks_for_the_card_and_it_is_kept_for_nobody_else(house, alice):
    await shown(alice)
    alice.person.presses("Pick a chat")
    await house.settle()
    assert [card["type"] for card in alice.person.inline_results] == ["photo"]
    (call,) = [call for call in house.emulator.calls if call.method == "answerInlineQuery"]
    assert call.parameters["cache_time"] == 0
    assert call.parameters["is_personal"] is True


async def test_after_a_restart_it_is_still_there(house, alice):
    typed = await shown(alice)
    await house.restart()
    assert [card["type"] for card in await cards(house, alice.person, typed)] == ["photo"]


@pytest.mark.parametrize("met", [True, False])
async def test_somebody_else_with_the_same_word_gets_nothing(house, alice, met):
    typed = await shown(alice)
    bob = house.person(2, "Bob")
    if met:
        await bob.says(*ALICE)
    assert await cards(house, bob.person, typed) == []
    (call,) = [call for call in house.emulator.calls if call.method == "answerInlineQuery"]
    assert call.parameters["is_personal"] is True, "nothing is not kept for the owner either"
    assert await house.rows("select chat_id from owner order by chat_id") == [(1,), (2,)][: 1 + met]


@pytest.mark.both_engines
async def test_after_delete_it_is_gone_also_once_the_same_answers_are_given_again(house, alice):
    typed = await shown(alice)
    await alice.says("/delete", "yes")
    assert await cards(house, alice.person, typed) == []
    assert [*await house.rows("select * from owner"), *await house.rows("select * from picture")] == []
    house.clock.pass_time(seconds=1)
    await alice.says(*ALICE)
    assert await cards(house, alice.person, typed) == []


async def test_once_another_verdict_stands_in_its_place_it_is_gone(house, alice):
    typed = await shown(alice)
    house.clock.pass_time(hours=1)
    await alice.says("/fix", "room", "20")
    assert await cards(house, alice.person, typed) == []
    house.clock.pass_time(days=8)
    await alice.says(*BOB, "/show")
    assert len(await cards(house, alice.person, await word(alice))) == 1


async def test_where_the_picture_was_never_sent_its_words_are(house, alice):
    typed = await shown(alice)
    async with house.app.database.transaction() as tx:
        await tx.run("delete from picture")
    await house.restart()
    (card,) = await cards(house, alice.person, typed)
    assert card["type"] == "article"
    said = card["input_message_content"]["message_text"]
    assert "5,031 came to the door" in said
    assert "two minutes" in said


async def test_without_pictures_its_words_are(house, alice):
    house.pictures = False
    await house.restart()
    (card,) = await cards(house, alice.person, await shown(alice))
    assert card["type"] == "article"


@pytest.mark.both_engines
async def test_nothing_names_the_business_unless_the_owner_says_so(house, alice):
    await alice.says("/start", f"/settings name {NAME}", *ALICE)
    first = house.painter.drawings[-1]
    await alice.says("/how")
    await alice.taps("Show this to somebody")
    nameless = house.painter.drawings[-1]
    assert "Zebrawerk" in first
    assert "Zebrawerk" not in nameless
    assert "Zebrawerk" not in alice.text
    (card,) = await cards(house, alice.person, await word(alice))
    assert "Zebrawerk" not in str(card)
    assert "Alice" not in str(card) + nameless

    await alice.taps("With the name on it")
    assert "Zebrawerk" in alice.text
    (named,) = await cards(house, alice.person, await word(alice))
    assert "&lt;Zebrawerk&gt;" in named["caption"]
    assert named["photo_file_id"] != card["photo_file_id"]
    await alice.taps("Without the name")
    assert "Zebrawerk" not in alice.text


async def test_it_is_asked_for_in_words_and_by_the_label(alice):
    await alice.says(*ALICE)
    for said in ("can I show this to my wife", "Show this to somebody", "share it", "/show"):
        assert "Marketing or sales" in await alice.says(said), said
        assert alice.buttons == ["Pick a chat"]


async def test_a_verdict_that_no_picture_can_show_says_so(house, alice):
    await alice.says(
        "/checkup", "plumber", "we talk first", *["don't know", "really no idea"] * 3, "15", "about right", "4"
    )
    while not alice.last.buttons or "How did you work that out?" not in alice.buttons:
        await alice.says("don't know" if "Don't know" in alice.buttons else "really no idea")
    assert "nothing to show yet" in await alice.says("/show")
    assert not alice.last.photo


async def test_before_any_verdict_there_is_none_to_show(house, alice):
    await alice.says("/start")
    assert "no verdict" in await alice.says("/show")
    assert await cards(house, alice.person, "#0123456789abcdef") == []


async def test_in_a_group_it_is_led_to_a_private_chat(house, alice):
    group = house.emulator.group("The shop", alice.person)
    for text in [*ALICE, "/how", "/show"]:
        alice.person.types(text, group=group, reply_to=None if text.startswith("/") else group.last)
        await house.settle()
        assert "Show this to somebody" not in group.last.labels
    assert "private chat" in group.last.text


async def test_where_inline_mode_is_off_no_button_leads_there(house, alice):
    house.emulator.telegram.me["supports_inline_queries"] = False
    await house.restart()
    await alice.says(*ALICE, "/show")
    assert alice.last.photo
    assert alice.buttons == []


async def test_a_verdict_has_three_rows_of_buttons_at_most(alice):
    await alice.says(*ALICE)
    assert len(alice.last.rows) <= NUMBER_OF_BUTTONS
