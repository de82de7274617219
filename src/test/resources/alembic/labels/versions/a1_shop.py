"""shop

Revision ID: a1shop
Revises: None
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'a1shop'
down_revision = None
branch_labels = ('shop',)
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
