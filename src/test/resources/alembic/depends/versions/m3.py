"""main three

Revision ID: m3main
Revises: m2main
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'm3main'
down_revision = 'm2main'
branch_labels = None
depends_on = 'n1note'


def upgrade():
    pass


def downgrade():
    pass
