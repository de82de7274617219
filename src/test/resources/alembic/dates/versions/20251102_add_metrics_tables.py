"""add metrics tables

Revision ID: 20251102_add_metrics_tables
Revises: 20251022_conversations_documents
Create Date: 2025-10-30 11:45:00
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "20251102_add_metrics_tables"
down_revision = "20251022_conversations_documents"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "metric_snapshots",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("metric_type", sa.String(50), nullable=False),
        sa.Column("granularity", sa.Text(), nullable=False),
        sa.Column("value", postgresql.DOUBLE_PRECISION(), nullable=False),
        sa.Column("collected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retry_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_metric_snapshots"),
        sa.UniqueConstraint(
            "metric_type", "granularity", "collected_at", name="uq_metric_snapshots_metric_type_granularity_collected_at"
        ),
        sa.CheckConstraint("granularity IN ('hourly', 'daily')", name="ck_metric_snapshots_granularity"),
        sa.CheckConstraint("retry_count >= 0", name="ck_metric_snapshots_retry_count"),
    )
    op.create_index("ix_metric_snapshots_collected_at", "metric_snapshots", ["collected_at"])

    op.create_table(
        "metric_collection_failures",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("metric_type", sa.String(50), nullable=False),
        sa.Column("granularity", sa.Text(), nullable=False),
        sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error_message", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_metric_collection_failures"),
        sa.CheckConstraint("granularity IN ('hourly', 'daily')", name="ck_metric_collection_failures_granularity"),
    )
    op.create_index("ix_metric_collection_failures_attempted_at", "metric_collection_failures", ["attempted_at"])


def downgrade():
    op.drop_table("metric_collection_failures")
    op.drop_table("metric_snapshots")
