"""users have mail

Revision ID: b2users
Revises: b1users
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'b2users'
down_revision = 'b1users'
branch_labels = None
depends_on = 'shop'


def upgrade():
    pass


def downgrade():
    pass
