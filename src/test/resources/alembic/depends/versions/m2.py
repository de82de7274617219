"""main two

Revision ID: m2main
Revises: m1main
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'm2main'
down_revision = 'm1main'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
