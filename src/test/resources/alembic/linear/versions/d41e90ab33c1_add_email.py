"""add email

Revision ID: d41e90ab33c1
Revises: 0c5d8a7712ef
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'd41e90ab33c1'
down_revision = '0c5d8a7712ef'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
