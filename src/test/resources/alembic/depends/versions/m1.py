"""main

Revision ID: m1main
Revises: None
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'm1main'
down_revision = None
branch_labels = ['main']
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
