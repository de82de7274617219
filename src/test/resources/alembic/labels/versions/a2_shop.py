"""shop prices

Revision ID: a2shop
Revises: a1shop
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'a2shop'
down_revision = 'a1shop'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
