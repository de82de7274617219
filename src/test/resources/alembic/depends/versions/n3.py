"""notes three

Revision ID: n3note
Revises: n2note
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'n3note'
down_revision = 'n2note'
branch_labels = None
depends_on = 'm2main'


def upgrade():
    pass


def downgrade():
    pass
