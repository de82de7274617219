"""users are locked

Revision ID: b3users
Revises: b2users
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'b3users'
down_revision = 'b2users'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
