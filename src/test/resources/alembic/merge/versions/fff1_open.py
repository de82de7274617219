"""a branch left open

Revision ID: fff111
Revises: ccc111
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'fff111'
down_revision = 'ccc111'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
