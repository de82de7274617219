-- title: 대화와 문서 | Conversations and documents
-- touches: conversations, messages, documents, tags, conversation_tags
-- created: 2025-10-28

CREATE TABLE conversations (
    id          uuid          NOT NULL DEFAULT gen_random_uuid(),
    user_id     uuid          NOT NULL,
    title       varchar(200)  NOT NULL,
    model_name  varchar(100),
    created_at  timestamptz   NOT NULL DEFAULT now(),
    updated_at  timestamptz   NOT NULL DEFAULT now(),
    CONSTRAINT pk_conversations PRIMARY KEY (id),
    CONSTRAINT fk_conversations_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX ix_conversations_user_id_updated_at ON conversations (user_id, updated_at);

-- role is text: IN (…) on a varchar is printed differently after a dump and restore, and would look like drift.
CREATE TABLE messages (
    id               bigint       GENERATED ALWAYS AS IDENTITY,
    conversation_id  uuid         NOT NULL,
    role             text         NOT NULL,
    content          text         NOT NULL,
    token_count      integer,
    created_at       timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT pk_messages PRIMARY KEY (id),
    CONSTRAINT fk_messages_conversation_id FOREIGN KEY (conversation_id) REFERENCES conversations (id) ON DELETE CASCADE,
    CONSTRAINT ck_messages_role CHECK (role IN ('user', 'assistant', 'system')),
    CONSTRAINT ck_messages_token_count CHECK (token_count >= 0)
);
CREATE INDEX ix_messages_conversation_id_created_at ON messages (conversation_id, created_at);

-- A document outlives the conversation it was dropped into, so that link is only cleared.
CREATE TABLE documents (
    id               uuid          NOT NULL DEFAULT gen_random_uuid(),
    user_id          uuid          NOT NULL,
    conversation_id  uuid,
    file_name        varchar(255)  NOT NULL,
    content_type     varchar(100)  NOT NULL,
    size_bytes       bigint        NOT NULL,
    sha256           varchar(64)   NOT NULL,
    storage_path     text          NOT NULL,
    created_at       timestamptz   NOT NULL DEFAULT now(),
    CONSTRAINT pk_documents PRIMARY KEY (id),
    CONSTRAINT uq_documents_storage_path UNIQUE (storage_path),
    CONSTRAINT fk_documents_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT fk_documents_conversation_id FOREIGN KEY (conversation_id) REFERENCES conversations (id) ON DELETE SET NULL,
    CONSTRAINT ck_documents_size_bytes CHECK (size_bytes >= 0),
    CONSTRAINT ck_documents_sha256 CHECK (length(sha256) = 64)
);
CREATE INDEX ix_documents_user_id ON documents (user_id);
CREATE INDEX ix_documents_conversation_id ON documents (conversation_id);

CREATE TABLE tags (
    id          integer      GENERATED ALWAYS AS IDENTITY,
    user_id     uuid         NOT NULL,
    name        varchar(50)  NOT NULL,
    created_at  timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT pk_tags PRIMARY KEY (id),
    CONSTRAINT uq_tags_user_id_name UNIQUE (user_id, name),
    CONSTRAINT fk_tags_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE conversation_tags (
    conversation_id  uuid     NOT NULL,
    tag_id           integer  NOT NULL,
    CONSTRAINT pk_conversation_tags PRIMARY KEY (conversation_id, tag_id),
    CONSTRAINT fk_conversation_tags_conversation_id FOREIGN KEY (conversation_id) REFERENCES conversations (id) ON DELETE CASCADE,
    CONSTRAINT fk_conversation_tags_tag_id FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE
);
CREATE INDEX ix_conversation_tags_tag_id ON conversation_tags (tag_id);
