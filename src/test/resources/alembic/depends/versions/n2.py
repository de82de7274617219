"""notes two

Revision ID: n2note
Revises: n1note
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'n2note'
down_revision = 'n1note'
branch_labels = None
depends_on = ('m2main',)


def upgrade():
    pass


def downgrade():
    pass
