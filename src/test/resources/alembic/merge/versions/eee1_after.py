"""after the merge

Revision ID: eee111
Revises: ddd111
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'eee111'
down_revision = 'ddd111'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
