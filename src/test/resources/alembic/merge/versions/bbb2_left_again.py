"""left again

Revision ID: bbb222
Revises: bbb111
Create Date: 2025-10-01 09:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'bbb222'
down_revision = 'bbb111'
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
