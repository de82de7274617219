"""create sessions

Revision ID: 9b27e6f01c44
Revises: 1f3ac0b2d4e5
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '9b27e6f01c44'
down_revision = '1f3ac0b2d4e5'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
