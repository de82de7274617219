"""right

Revision ID: ccc111
Revises: aaa111
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'ccc111'
down_revision = 'aaa111'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
