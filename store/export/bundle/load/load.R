# Loads the tables of this package with base R.
#
#   source("load.R"); nb <- nianbao_load()       # a list of data frames
#   attr(nb$wide$app_received_total, "label")    # English; "label_zh" Chinese; "unit"
#   nianbao_reasons(nb)                          # why each missing number of wide is missing
#   nianbao_zero(nb, "blank")                    # wide with blanks taken for zero, for a test of sensitivity
#
# A blank is not a zero: a missing number is NA, and wide_states says in the same place why.
# Whole numbers are of type double, which holds each of them up to 2^53 exactly.

nianbao_text <- function(folder, name) {
  read.csv(file.path(folder, name), colClasses = "character", na.strings = "", encoding = "UTF-8",
           check.names = FALSE, strip.white = FALSE)
}

nianbao_codebook <- function(folder = ".") nianbao_text(folder, "codebook.csv")

# The words of a closed list with labels, such as cell_state.
nianbao_words <- function(name, folder = ".") {
  words <- nianbao_text(folder, "words.csv")
  words[words$list == name, ]
}

nianbao_column <- function(x, entry) {
  type <- entry$type
  if (type %in% c("integer", "decimal", "real")) {
    x <- as.numeric(x)
  } else if (type == "boolean") {
    x <- x == "true"
  } else if (type == "date") {
    x <- as.Date(x)
  } else if (!is.na(entry$list)) {
    x <- factor(x, levels = strsplit(entry$values, " ", fixed = TRUE)[[1]])
  }
  attr(x, "label") <- entry$english
  attr(x, "label_zh") <- entry$label
  if (!is.na(entry$unit)) attr(x, "unit") <- entry$unit
  x
}

nianbao_table <- function(table, folder = ".") {
  book <- nianbao_codebook(folder)
  book <- book[book$table == table, ]
  data <- nianbao_text(folder, file.path("data", paste0(table, ".csv")))
  stopifnot(identical(names(data), book$column))
  for (i in seq_len(nrow(book))) data[[i]] <- nianbao_column(data[[i]], book[i, ])
  data
}

nianbao_load <- function(folder = ".") {
  tables <- unique(nianbao_codebook(folder)$table)
  loaded <- lapply(tables, nianbao_table, folder = folder)
  names(loaded) <- tables
  loaded
}

# The columns of wide that hold the number of a statutory cell.
nianbao_cells <- function(folder = ".") {
  book <- nianbao_codebook(folder)
  book$column[book$table == "wide" & !is.na(book$key) & book$type %in% c("integer", "decimal")]
}

# One line a missing number: row of wide, column, and its state.
nianbao_reasons <- function(nb, folder = ".") {
  parts <- lapply(nianbao_cells(folder), function(name) {
    row <- which(is.na(nb$wide[[name]]))
    data.frame(row = row, column = rep(name, length(row)), state = as.character(nb$wide_states[[name]])[row])
  })
  do.call(rbind, parts)
}

# Table wide in which cells of the named states count as zero.
nianbao_zero <- function(nb, states, folder = ".") {
  wide <- nb$wide
  for (name in nianbao_cells(folder)) {
    zero <- is.na(wide[[name]]) & nb$wide_states[[name]] %in% states
    wide[[name]][zero] <- 0
  }
  wide
}
