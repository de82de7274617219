"""notes

Revision ID: n1note
Revises: None
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'n1note'
down_revision = None
branch_labels = ('notes',)
depends_on = 'm1main'


def upgrade():
    pass


def downgrade():
    pass
