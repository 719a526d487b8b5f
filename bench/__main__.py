"""`python -m bench`: fills databases with made-up listings, and measures."""

import click

from bench import loading
from bench.makers import SEED
from craftsite.app import create_app


@click.group()
def main() -> None:
    """Measure the site at any size; `docs/speed.md` says what is measured and what came out."""


@main.command()
@click.argument("number", type=click.IntRange(min=1))
@click.option("--url", required=True, help="The SQLAlchemy address of an empty database.")
@click.option("--seed", default=SEED, show_default=True, help="Other listings, as many.")
def load(number: int, url: str, seed: int) -> None:
    """Fill an empty database with NUMBER made-up listings."""
    with create_app({"DATABASE_URL": url, "ENVIRONMENT": "development"}).app_context():
        loading.load(number, seed)


if __name__ == "__main__":
    main(prog_name="bench")
