"""A long step is parted into its beginning and the rest, with the sign that ends a sentence where it is written."""

import pytest

from bot.diagnosis.in_two import in_two

ENGLISH = "Ask five people who looked at what you sell and didn't take it one question: what was missing?"
HINDI = "जिन्होंने देखा और नहीं लिया, ऐसे पाँच लोगों से मिलकर या फ़ोन पर यह एक सवाल पूछिए: क्या कमी लगी?"
TWO_SENTENCES = "हर सुबह उन तीन लोगों को चुनिए जो आपके सबसे ज़्यादा काम के हैं और इंतज़ार में हैं। फिर उन्हें जवाब दीजिए।"


@pytest.mark.parametrize(
    ("step", "end", "rest"),
    [(ENGLISH, "question.", "What was"), (HINDI, "पूछिए।", "क्या कमी"), (TWO_SENTENCES, "हैं।", "फिर उन्हें")],
)
def test_the_beginning_of_a_long_step_ends_as_its_script_ends_a_sentence(step, end, rest):
    first, others = in_two(step)
    assert first.endswith(end)
    assert others is not None
    assert others.startswith(rest)
