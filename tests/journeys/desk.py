"""Adds an inspection on day 10 with an inspector who writes (python -m tests.journeys.desk)."""

from __future__ import annotations

PASSWORD = "words that are not lost"


def main() -> None:
    import django

    django.setup()
    from tests.factories.world import planned

    world = planned("2016-08")
    world.move_clock(10, "11:00")
    for person in (world.person("team-inspector", "cqc"), world.person("qa-manager")):
        person.set_password(PASSWORD)
        person.save()
        print(person.email)
    print(world.inspection.ref)


if __name__ == "__main__":
    main()
