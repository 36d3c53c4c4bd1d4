namespace Goldthread.Domain;

/// <summary>The words that differ between a board (LSCB) and a partnership (LSCP). Pages take every such term from
/// here; an old record keeps the words of its own profile.</summary>
/// <param name="Code">"LSCB" or "LSCP".</param>
/// <param name="Body">What the whole is called.</param>
/// <param name="BodyShort">Its short name in running text.</param>
/// <param name="Leaders">Who leads it.</param>
/// <param name="Scrutineer">The independent person.</param>
/// <param name="Members">Who sits on it.</param>
/// <param name="AnnualReport">The yearly account.</param>
/// <param name="CaseReview">A review of a serious case.</param>
/// <param name="CaseReviewShort">Its abbreviation.</param>
/// <param name="CaseReviewGroup">The group that sees to such reviews.</param>
/// <param name="LocalReview">A review below the threshold.</param>
/// <param name="FirstStage">What is done first after a serious incident.</param>
/// <param name="QualityGroup">The group that runs the learning framework.</param>
/// <param name="HealthCommissioner">Who commissions health services.</param>
/// <param name="LookedAfter">Children in the care of the council.</param>
/// <param name="Exploitation">The panel for exploitation and missing children.</param>
public sealed record Words(
    string Code, string Body, string BodyShort, string Leaders, string Scrutineer, string Members, string AnnualReport,
    string CaseReview, string CaseReviewShort, string CaseReviewGroup, string LocalReview, string FirstStage,
    string QualityGroup, string HealthCommissioner, string LookedAfter, string Exploitation)
{
    /// <summary>Before September 2019: Local Safeguarding Children Board (Working Together 2015).</summary>
    public static Words Lscb { get; } = new("LSCB", "Local Safeguarding Children Board", "Board", "Board members",
        "independent chair", "Board partners", "Annual Report", "serious case review", "SCR", "Serious Case Review Sub-group",
        "learning review", "serious case review consideration", "Quality Assurance, Practice and Performance Sub-group",
        "clinical commissioning group", "looked after children", "MASE panel");

    /// <summary>Since then: local safeguarding children partnership (Working Together 2018 and 2023).</summary>
    public static Words Lscp { get; } = new("LSCP", "Local Safeguarding Children Partnership", "Partnership", "safeguarding partners",
        "independent scrutineer", "relevant agencies", "Yearly Report", "local child safeguarding practice review", "LCSPR",
        "Practice Review Group", "local learning review", "rapid review", "Quality Assurance and Performance Group",
        "integrated care board", "children in care", "MACE panel");

    /// <summary>The words with this code; an unknown code speaks the board's.</summary>
    public static Words For(string code) => code == Lscp.Code ? Lscp : Lscb;
}
