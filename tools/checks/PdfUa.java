import java.io.File;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/** veraPDF's judgement of each PDF named: a line a file (passed or failed, how many checks), then a line a rule broken. */
public class PdfUa {
  public static void main(String[] files) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    String profile = "org/verapdf/pdfa/validation/PDFUA-1.xml";
    ValidationProfile rules = Profiles.profileFromXml(PdfUa.class.getClassLoader().getResourceAsStream(profile));
    for (String file : files) {
      try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), rules.getPDFAFlavour())) {
        PDFAValidator validator = Foundries.defaultInstance().createValidator(rules, false);
        tell(file, validator.validate(parser));
      }
    }
  }

  private static void tell(String file, ValidationResult result) {
    System.out.println((result.isCompliant() ? "passed" : "failed") + "\t" + result.getTotalAssertions() + "\t" + file);
    TreeMap<String, Integer> broken = new TreeMap<>();
    for (TestAssertion test : result.getTestAssertions()) {
      if (test.getStatus() == TestAssertion.Status.FAILED) {
        String rule = test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber();
        broken.merge(rule + " " + test.getMessage(), 1, Integer::sum);
      }
    }
    broken.forEach((rule, times) -> System.out.println("broken\t" + times + "\t" + rule));
  }
}
