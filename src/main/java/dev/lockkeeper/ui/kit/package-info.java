/// Parts of any page: threads, badges, cards, icon buttons. Nothing here knows a feature.
@NullMarked
package dev.lockkeeper.ui.kit;

import org.jspecify.annotations.NullMarked;
