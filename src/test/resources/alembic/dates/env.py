import os
from logging.config import fileConfig

from alembic import context
from alembic.util import CommandError
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

fileConfig(context.config.config_file_name, disable_existing_loggers=False)


def url():
    # Straight to the engine: alembic.ini would trip over a "%" in a password.
    try:
        return os.environ["ALEMBIC_DATABASE_URL"]
    except KeyError:
        raise CommandError("Set ALEMBIC_DATABASE_URL, e.g. postgresql+psycopg2://llm_app@localhost:5432/llm_webapp_dev")


if context.is_offline_mode():
    context.configure(url=url(), literal_binds=True, dialect_opts={"paramstyle": "named"})
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url(), poolclass=NullPool).connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
