"""Owners who are played side by side in one process."""

from tests.listening.play import Player


def test_each_owner_has_a_chat_of_their_own_and_a_buttons_words_tap_it():
    anna, ben = Player(), Player()
    anna.types("/start")
    assert "BUTTONS: Ask me one by one" in anna.types("/start")
    assert "1 of 8" in anna.types("ask me one by one")
    assert "1 of 8" not in ben.types("/start")
    assert "2 of 8" in anna.types("plumber")
