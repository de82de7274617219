"""The schema at revision 004 as the back end sees it: what Alembic's autogenerate compares a database with.

Autogenerate does not look at check constraints; they are here all the same, so that create_all() gives the whole schema.
"""
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import DOUBLE_PRECISION, UUID

metadata = MetaData()


def uuid_key():
    return Column("id", UUID(as_uuid=True), server_default=text("gen_random_uuid()"), nullable=False)


def uuid_of(name, nullable=False):
    return Column(name, UUID(as_uuid=True), nullable=nullable)


def moment(name, nullable=False):
    return Column(name, DateTime(timezone=True), nullable=nullable)


def moment_now(name):
    return Column(name, DateTime(timezone=True), server_default=text("now()"), nullable=False)


users = Table(
    "users",
    metadata,
    uuid_key(),
    Column("username", String(100), nullable=False),
    Column("password_hash", String(255), nullable=False),
    moment_now("created_at"),
    moment("last_login_at", nullable=True),
    Column("email", String(255)),
    Column("is_active", Boolean, server_default=text("true"), nullable=False),
    Column("is_locked", Boolean, server_default=text("false"), nullable=False),
    moment("locked_until", nullable=True),
    Column("failed_login_attempts", Integer, server_default=text("0"), nullable=False),
    PrimaryKeyConstraint("id", name="pk_users"),
    UniqueConstraint("username", name="uq_users_username"),
)

admins = Table(
    "admins",
    metadata,
    uuid_of("user_id"),
    moment_now("granted_at"),
    PrimaryKeyConstraint("user_id", name="pk_admins"),
    ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_admins_user_id", ondelete="CASCADE"),
)

sessions = Table(
    "sessions",
    metadata,
    uuid_key(),
    uuid_of("user_id"),
    Column("token_hash", String(64), nullable=False),
    Column("ip_address", String(64)),
    Column("user_agent", Text),
    moment_now("created_at"),
    moment("last_seen_at", nullable=True),
    moment("expires_at"),
    PrimaryKeyConstraint("id", name="pk_sessions"),
    UniqueConstraint("token_hash", name="uq_sessions_token_hash"),
    ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sessions_user_id", ondelete="CASCADE"),
    CheckConstraint("expires_at > created_at", name="ck_sessions_expires_at"),
    Index("ix_sessions_user_id", "user_id"),
    Index("ix_sessions_expires_at", "expires_at"),
)

login_attempts = Table(
    "login_attempts",
    metadata,
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("ip_address", String(64), nullable=False),
    Column("username", String(100), nullable=False),
    Column("success", Boolean, nullable=False),
    moment_now("attempted_at"),
    Column("user_agent", Text),
    PrimaryKeyConstraint("id", name="pk_login_attempts"),
    Index("ix_login_attempts_ip_address_attempted_at", "ip_address", "attempted_at"),
    Index("ix_login_attempts_username_attempted_at", "username", "attempted_at"),
)

conversations = Table(
    "conversations",
    metadata,
    uuid_key(),
    uuid_of("user_id"),
    Column("title", String(200), nullable=False),
    Column("model_name", String(100)),
    moment_now("created_at"),
    moment_now("updated_at"),
    PrimaryKeyConstraint("id", name="pk_conversations"),
    ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_conversations_user_id", ondelete="CASCADE"),
    Index("ix_conversations_user_id_updated_at", "user_id", "updated_at"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", BigInteger, Identity(always=True), nullable=False),
    uuid_of("conversation_id"),
    Column("role", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("token_count", Integer),
    moment_now("created_at"),
    PrimaryKeyConstraint("id", name="pk_messages"),
    ForeignKeyConstraint(
        ["conversation_id"], ["conversations.id"], name="fk_messages_conversation_id", ondelete="CASCADE"
    ),
    CheckConstraint("role IN ('user', 'assistant', 'system')", name="ck_messages_role"),
    CheckConstraint("token_count >= 0", name="ck_messages_token_count"),
    Index("ix_messages_conversation_id_created_at", "conversation_id", "created_at"),
)

documents = Table(
    "documents",
    metadata,
    uuid_key(),
    uuid_of("user_id"),
    uuid_of("conversation_id", nullable=True),
    Column("file_name", String(255), nullable=False),
    Column("content_type", String(100), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("storage_path", Text, nullable=False),
    moment_now("created_at"),
    PrimaryKeyConstraint("id", name="pk_documents"),
    UniqueConstraint("storage_path", name="uq_documents_storage_path"),
    ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_documents_user_id", ondelete="CASCADE"),
    ForeignKeyConstraint(
        ["conversation_id"], ["conversations.id"], name="fk_documents_conversation_id", ondelete="SET NULL"
    ),
    CheckConstraint("size_bytes >= 0", name="ck_documents_size_bytes"),
    CheckConstraint("length(sha256) = 64", name="ck_documents_sha256"),
    Index("ix_documents_user_id", "user_id"),
    Index("ix_documents_conversation_id", "conversation_id"),
)

tags = Table(
    "tags",
    metadata,
    Column("id", Integer, Identity(always=True), nullable=False),
    uuid_of("user_id"),
    Column("name", String(50), nullable=False),
    moment_now("created_at"),
    PrimaryKeyConstraint("id", name="pk_tags"),
    UniqueConstraint("user_id", "name", name="uq_tags_user_id_name"),
    ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_tags_user_id", ondelete="CASCADE"),
)

conversation_tags = Table(
    "conversation_tags",
    metadata,
    uuid_of("conversation_id"),
    Column("tag_id", Integer, nullable=False),
    PrimaryKeyConstraint("conversation_id", "tag_id", name="pk_conversation_tags"),
    ForeignKeyConstraint(
        ["conversation_id"], ["conversations.id"], name="fk_conversation_tags_conversation_id", ondelete="CASCADE"
    ),
    ForeignKeyConstraint(["tag_id"], ["tags.id"], name="fk_conversation_tags_tag_id", ondelete="CASCADE"),
    Index("ix_conversation_tags_tag_id", "tag_id"),
)

metric_snapshots = Table(
    "metric_snapshots",
    metadata,
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("metric_type", String(50), nullable=False),
    Column("granularity", Text, nullable=False),
    Column("value", DOUBLE_PRECISION, nullable=False),
    moment("collected_at"),
    Column("retry_count", Integer, server_default=text("0"), nullable=False),
    moment_now("created_at"),
    PrimaryKeyConstraint("id", name="pk_metric_snapshots"),
    UniqueConstraint(
        "metric_type", "granularity", "collected_at", name="uq_metric_snapshots_metric_type_granularity_collected_at"
    ),
    CheckConstraint("granularity IN ('hourly', 'daily')", name="ck_metric_snapshots_granularity"),
    CheckConstraint("retry_count >= 0", name="ck_metric_snapshots_retry_count"),
    Index("ix_metric_snapshots_collected_at", "collected_at"),
)

metric_collection_failures = Table(
    "metric_collection_failures",
    metadata,
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("metric_type", String(50), nullable=False),
    Column("granularity", Text, nullable=False),
    moment("attempted_at"),
    Column("error_message", Text, nullable=False),
    moment_now("created_at"),
    PrimaryKeyConstraint("id", name="pk_metric_collection_failures"),
    CheckConstraint("granularity IN ('hourly', 'daily')", name="ck_metric_collection_failures_granularity"),
    Index("ix_metric_collection_failures_attempted_at", "attempted_at"),
)
