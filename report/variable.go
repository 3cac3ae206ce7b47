package report

// VariableLimit is the longest variable name; with the suffix "_st" it still fits Stata's 32 characters.
const VariableLimit = 28

// Variable gives the permanent name of the key for SQL, csv, parquet, R and Stata, such as
// app_den_law_person. The name with the suffix "_st" holds the state of the cell.
func (k Key) Variable() string {
	return tableVariables[k.Table] + "_" + rowVariables[k.Row] + "_" + k.Column.String()
}

var tableVariables = [tableCount]string{"dis", "app", "dsp"}

var rowVariables = [rowCount]string{
	RowRules: "rules", RowNormativeDocuments: "norm", RowLicensing: "licensing", RowOtherServices: "services",
	RowPenalties: "penalties", RowCoercion: "coercion", RowFees: "fees", RowProcurement: "procurement",

	RowReceived: "received", RowCarriedIn: "carried_in", RowGranted: "granted", RowPartial: "partial",
	RowDeniedStateSecret: "den_secret", RowDeniedLaw: "den_law", RowDeniedSafety: "den_safety",
	RowDeniedThirdParty: "den_third_party", RowDeniedInternal: "den_internal", RowDeniedProcess: "den_process",
	RowDeniedEnforcement: "den_enforcement", RowDeniedQuery: "den_query",
	RowUnavailableNotHeld: "una_not_held", RowUnavailableNotCompiled: "una_not_comp", RowUnavailableUnclear: "una_unclear",
	RowRejectedPetition: "rej_petition", RowRejectedRepeat: "rej_repeat", RowRejectedPublication: "rej_publication",
	RowRejectedExcessive: "rej_excessive", RowRejectedReissue: "rej_reissue",
	RowOtherwise: "otherwise", RowOtherwiseUncorrected: "oth_uncorrected", RowOtherwiseUnpaid: "oth_unpaid",
	RowOtherwiseRest: "oth_rest", RowTotal: "total", RowCarriedOut: "carried_out",

	RowReconsideration: "recon", RowDirectSuit: "direct", RowSuitAfter: "after",
}
