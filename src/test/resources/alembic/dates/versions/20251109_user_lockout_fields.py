"""add user lockout fields

Revision ID: 20251109_user_lockout_fields
Revises: 20251102_add_metrics_tables
Create Date: 2025-11-01 10:20:00
"""
from alembic import op
import sqlalchemy as sa

revision = "20251109_user_lockout_fields"
down_revision = "20251102_add_metrics_tables"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("users", sa.Column("email", sa.String(255), nullable=True))
    op.add_column("users", sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False))
    op.add_column("users", sa.Column("is_locked", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("users", sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("users", sa.Column("failed_login_attempts", sa.Integer(), server_default=sa.text("0"), nullable=False))


def downgrade():
    op.drop_column("users", "failed_login_attempts")
    op.drop_column("users", "locked_until")
    op.drop_column("users", "is_locked")
    op.drop_column("users", "is_active")
    op.drop_column("users", "email")
