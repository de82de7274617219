"""add index

Revision ID: 0c5d8a7712ef
Revises: 9b27e6f01c44
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0c5d8a7712ef'
down_revision = '9b27e6f01c44'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
