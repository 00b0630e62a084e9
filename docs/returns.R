# Five headline numbers from returns.sav, counted by R alone; foreign is one of R's recommended packages.
#   Rscript docs/returns.R data/processed/data_maturity_2018/returns.sav
# On the shipped returns R 4.2.2 (foreign 0.8-84) prints:
#   Rhondda Cynon Taf, officers returned: 37
#   Rhondda Cynon Taf, elected members returned: 8
#   Wales, returned: 1025
#   Wales, agree that leaders value data: 39 % of 1016
#   Wales, name a lack of skills in analysis as a barrier: 49 % of 955
library(foreign)

path <- commandArgs(trailingOnly = TRUE)[1]
returns <- read.spss(path, to.data.frame = TRUE, reencode = "UTF-8", use.missings = FALSE)

here <- returns$council == "Rhondda Cynon Taf County Borough Council"
agrees <- returns$leaders_value_data %in% c("Strongly agree", "Agree")
answered <- !is.na(returns$leaders_value_data)
skills <- which(grepl("(skills)", attr(returns, "variable.labels"), fixed = TRUE))[1]
percent <- function(count, base) floor(100 * count / base + 0.5)

cat("Rhondda Cynon Taf, officers returned:", sum(here & returns$group == "officers"), "\n")
cat("Rhondda Cynon Taf, elected members returned:", sum(here & returns$group == "elected members"), "\n")
cat("Wales, returned:", nrow(returns), "\n")
cat("Wales, agree that leaders value data:", percent(sum(agrees), sum(answered)), "% of", sum(answered), "\n")
named <- returns[[skills]]
cat("Wales, name", tolower(sub(" \\(.*", "", attr(returns, "variable.labels")[skills])), "as a barrier:",
    percent(sum(named == "Ticked", na.rm = TRUE), sum(!is.na(named))), "% of", sum(!is.na(named)), "\n")
