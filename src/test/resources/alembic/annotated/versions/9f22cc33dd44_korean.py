# -*- coding: cp949 -*-
"""이메일 추가"""
revision = u"9f22cc33dd44"
down_revision = ("8e11bb22cc33",)
branch_labels: 'tuple' = ()


def upgrade():
    pass


def downgrade():
    pass
