"""lock accounts

Revision ID: 5a6b7c8d9e0f
Revises: d41e90ab33c1
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '5a6b7c8d9e0f'
down_revision = 'd41e90ab33c1'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
