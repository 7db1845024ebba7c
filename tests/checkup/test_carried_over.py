"""Numbers that were told before it is known how people buy become those of the way in which they do."""

from bot.core.replies import Spoken
from tests.listening.played import Owner


def spoken(owner: Owner) -> str:
    return "\n".join(reply.text for reply in owner.replies if isinstance(reply, Spoken))


def begun(*texts: str) -> Owner:
    owner = Owner()
    owner.says("/start", *texts)
    return owner


def test_trials_and_who_paid_are_enough_for_software_that_people_buy_alone():
    owner = begun(
        "I sell a small invoicing tool by subscription. In the last 3 months: 412 trial signups, 31 converted to paid.",
        "they order without talking",
    )
    answers = owner.chat.open.answers
    assert {name: answers[name].amount.value for name in ("visitors", "orders")} == {"visitors": 412, "orders": 31}
    assert round(answers["visitors"].span.weeks) == round(answers["orders"].span.weeks) == 13
    owner.says("10 a week")
    assert "412 tried it in 3 months, and 31 of them ordered" in spoken(owner)


def test_who_bought_is_kept_and_who_wrote_to_a_shop_has_not_only_seen_it():
    owner = begun("etsy shop for prints, 40 people wrote, 12 bought", "they order without talking")
    answers = owner.chat.open.answers
    assert answers["orders"].amount.value == 12
    assert not {"people", "customers", "visitors"} & answers.keys()


def test_software_is_asked_for_trials_and_a_shop_for_visitors():
    software = begun("an app people buy by themselves", "25 orders")
    assert "start a trial" in spoken(software)
    shop = begun("online shop for soap", "they order without talking", "25 orders")
    assert "see what you sell" in spoken(shop)


def test_viewers_and_orders_together_say_how_people_buy():
    owner = begun("I sell handmade soap online. Around 1900 visitors a month and 21 orders.")
    answers = owner.chat.open.answers
    assert answers["path"].choice == "order"
    assert (answers["visitors"].amount.value, answers["orders"].amount.value) == (1900, 21)
