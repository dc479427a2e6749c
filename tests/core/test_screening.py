"""What the screen marks in a note, what it lets through, and what it says about both."""

from __future__ import annotations

import pytest

from jtai.core.screening import Screening, screen


def marked(text: str, *allow: str) -> list[str]:
    """The words of each span."""
    return [text[span.start : span.end] for span in screen(text, allow=allow).spans]


def only(text: str) -> tuple[str, str]:
    """Tier and suggestion of the one span of a text."""
    (span,) = screen(text).spans
    return span.tier, span.suggestion


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The plan for Blessing Adeyinka has not been shared.", ["Blessing Adeyinka"]),
        ("Dr Sivakumar sent a letter.", ["Sivakumar"]),
        ("Mr. Bishop-Lane was not invited.", ["Bishop-Lane"]),
        ("It is unclear who holds Tomasz's file.", ["Tomasz"]),
        ("Nobody asked about Shanelle’s bruises.", ["Shanelle"]),
        ("Mum's new boyfriend (Dazza) was not checked.", ["Dazza"]),
        ("hv saw kayleigh at home, clean and settled", ["kayleigh"]),
        ("duty took call re bronwen pugh, neighbour heard shouting", ["bronwen pugh"]),
        ("REFERRAL: DARREN ECCLES - POLICE NOTIFICATION", ["DARREN ECCLES"]),
        ("ECCLES, DARREN DOB 01/02/2010", ["ECCLES", "DARREN"]),
        ("Ella-Louise lives with her nan.", ["Ella-Louise"]),
        ("Support for Jean O'Hagan-Price ended too soon.", ["Jean O'Hagan-Price"]),
        ("114;Eccles;Darren;M;2011-03-04", ["Eccles", "Darren"]),
        ("3 | Darren Eccles | NFA | allocated to Jo Marsh", ["Darren Eccles", "Jo Marsh"]),
        ("Social worker: Uzma Rehman. Team manager: Piotr Lis.", ["Uzma Rehman", "Piotr Lis"]),
        ("The Achterberg family are known to early help.", ["Achterberg"]),
        ("The Ahmeds are known to early help.", ["Ahmeds"]),
        ("We met Nguyen Thi Lan at the hub.", ["Nguyen Thi Lan"]),
        ("Sibs Ade, Femi and baby Kemi are on plans.", ["Ade", "Femi", "Kemi"]),
        ("Mrs Sparrow and Mr Turnpike came.", ["Sparrow", "Turnpike"]),
        ("They call him Big Dave.", ["Big Dave"]),
        ("The police told Summerstone to wait.", ["Summerstone"]),
        ("Mr To and Ms Do met the So family and Wei To.", ["To", "Do", "So", "Wei To"]),
        ("NOTE: BONNIE AND ROSE WERE SEEN TOGETHER", ["BONNIE", "ROSE"]),
        ("She told us that Fadumo Hersi Ali had left.", ["Fadumo Hersi Ali"]),
        ("Met Sia\u0302n and Zoe\u0308 at home.", ["Sia\u0302n", "Zoe\u0308"]),
        ("He calls himself 王小明 at school.", ["王小明"]),
        ("Everyone calls him Smudge and he is often at the arcade.", ["Smudge"]),
        ("The teenager, who is known as Moose, is in custody.", ["Moose"]),
        ("Alias Ghost, linked to two addresses.", ["Ghost"]),
        ("Shelbs (mum) came to the door.", ["Shelbs"]),
        ("Stevo, her boyfriend, is 27.", ["Stevo"]),
        ("text from donna, can't make core group", ["donna"]),
        ("tc from quelindra, upset that contact stopped", ["quelindra"]),
        ("josh using daily, owes money", ["josh"]),
        ("gemma lister to lead on plan", ["gemma lister"]),
        ("Mr Young and Ms Day hold joint sessions.", ["Young", "Day"]),
        ("STRAT DISC RE NASRA WARSAME NO HEALTH", ["NASRA WARSAME"]),
        ("She says that Dale and Heath look after her.", ["Dale", "Heath"]),
    ],
)
def test_names_of_every_kind_are_marked_whole(text: str, names: list[str]) -> None:
    assert marked(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hope said that she was scared of her uncle.", ["Hope"]),
        ("Hope is that staffing will improve.", []),
        ("Will told me that he hates his placement.", ["Will"]),
        ("Will staff be told before the summer?", []),
        ("I met Amber and her key worker.", ["Amber"]),
        ("Amber rating: two of nine cases.", []),
        ("Independent visitor appointed for June, aged 15.", ["June"]),
        ("The plan will be reviewed in June.", []),
        ("Lincoln told his teacher that he was hungry.", ["Lincoln"]),
        ("Children placed in Lincoln are visited less often.", []),
        ("mum lily has left the home", ["lily"]),
        ("the garden has a lily and a rose", []),
        ("Pearl is the youngest of four.", ["Pearl"]),
        ("Hope would like to go home.", ["Hope"]),
        ("Hope was expressed that staffing will improve.", []),
        ("Patience is needed. Faith is placed in the plan.", []),
        ("Nobody asked Tomasz or Reed.", ["Tomasz", "Reed"]),
        ("The Jay and Casey reports shaped the plan.", []),
    ],
)
def test_a_name_that_is_also_a_word_or_a_place_needs_a_person_around_it(text: str, names: list[str]) -> None:
    assert marked(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Staff at Harriet Costello School sent no report.",
        "Born at Stepping Hill Hospital, discharged late.",
        "The William Harvey ward called the duty team.",
        "Contact took place at the Victoria Centre, Albert Road.",
        "Sarah's Law requests and the Casey review are well known; so is Fraser competence.",
        "Operation Sanctuary ran in spring. St Cuthbert's took part.",
        "The Detective Superintendent chairs the Strategic Board.",
        "He attends William Brookes and was born at Royal Stoke.",
        "Referrals from Careline and Textphone rose. Some Assesments are late.",
        "T.H. and M.B. were seen together; KP was not.",
        "Partners in Ashton-under-Lyne, Oldham and Blackburn with Darwen meet weekly.",
        "Prescribed Sertraline in April, stopped in August; he smokes Spice.",
        "They eat at Nando's and shop at Marks and Spencer.",
        "STRENGTHS: MULTI-AGENCY TRAINING IS WELL ATTENDED",
        "Core Groups Are Held On Time And Minutes Are Shared.",
        "sw vsited twcie, plna not upadted, chidl not sene",
        "The Education Support Service (TESS) helps; TESS is new.",
        "Scheme known as Choices for young people; the tool named Horizon.",
        "Victoria, Albert and Stanley wards have the most plans.",
        "Moved from Cardinal Heenan to Bishop Stopford in Year 9.",
        "Pupils of Lady Hawkins' School gave us their views.",
        "The Jenny Lind ward keeps a list.",
        "In April, May and June there were no return interviews.",
        "A Frank exchange of views followed.",
        "Polcie did not attned; tchr rang duty.",
        "Nan is worried and Gran has rung.",
        "Dog called Buster; cat called Tigger. Home is clean.",
        "Seen Mon 3 May, Tue and Wed. Jan: 14 January. Jan-Mar figures.",
        "The Lawrence Hill and Easton patch has two teams.",
        "max dose given, terry nappies in use",
    ],
)
def test_what_is_no_person_raises_no_alarm(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    ("text", "tier", "suggestion"),
    [
        ("Spoke with Uzma Rehman (the team manager) about caseloads.", "strong", "the team manager"),
        (
            "Interview with Piotr Lis, the Independent Reviewing Officer.",
            "strong",
            "the independent reviewing officer",
        ),
        ("PC Hargreaves attended.", "strong", "the police officer"),
        ("IRO Uzma Rehman escalated twice.", "strong", "the IRO"),
        ("Case closed for Darren Eccles.", "strong", "D.E."),
        ("Case closed for Anna-Mae Eccles.", "strong", "A-M.E."),
        ("Nobody has visited Skelmarsh.", "possible", "S."),
    ],
)
def test_each_name_gets_a_tier_and_something_to_write_instead(text: str, tier: str, suggestion: str) -> None:
    assert only(text) == (tier, suggestion)


def test_it_says_why_a_span_was_marked() -> None:
    (title,) = screen("Dr Okonjo sent a letter.").spans
    assert "title before it: Dr" in title.reasons
    (pair,) = screen("The file of Darren Eccles is thin.").spans
    assert "first name and surname together" in pair.reasons
    (unknown,) = screen("The social worker told Skelmarsh to wait.").spans
    assert unknown.reasons == ("capital letter and in no list", "pointing word before it: told")


def test_it_says_why_a_candidate_was_let_through() -> None:
    text = "In Rotherham, Thomas Tallis School and Clare's Law were discussed."
    said = {text[each.start : each.end]: each.reason for each in screen(text).let_through}
    assert said["Rotherham"] == "place after “in”"
    assert said["Thomas"] == "institution, road or law"
    assert said["Clare"] == "institution, brand or law of the lists"


def test_a_word_on_the_callers_list_is_let_through_and_said_so() -> None:
    text = "Darren Eccles leads; Uzma helps. Eccles agrees."
    assert marked(text, "darren eccles", "Uzma") == ["Eccles"]
    assert "on the list of allowed words" in {
        each.reason for each in screen(text, allow=["uzma"]).let_through
    }


def test_a_name_that_is_sure_once_is_a_name_in_the_rest_of_the_text() -> None:
    assert marked("Grace period over. Grace at work.") == []
    assert marked("Grace Mensah has moved. Grace at home.") == ["Grace Mensah", "Grace"]


def test_words_of_an_address_are_no_names() -> None:
    assert marked("Write to darren.eccles@example.org or see www.eccles.example.org.") == []


@pytest.mark.parametrize("text", ["", " \n\t", "…", "'s", "- ' -", "\x00\x00", "𝕬𝖓𝖓𝖆", "O'", "ﬁ ﬂ"])
def test_odd_texts_do_no_harm(text: str) -> None:
    assert isinstance(screen(text), Screening)
